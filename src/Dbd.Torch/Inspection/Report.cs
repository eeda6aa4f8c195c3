using System.Runtime.InteropServices;

using Dbd.Reports.Html;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Inspection;

/// <summary>Looks at runs and gathers what a report shows of them. It trains nothing, and writes nothing.</summary>
public static class Report
{
    /// <summary>Makes a report, for <see cref="HtmlReportFile"/> to write.</summary>
    /// <param name="request">Of which runs.</param>
    /// <param name="note">Is told what is done.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops between two batches, or two steps of a map.</param>
    /// <returns>The report.</returns>
    /// <exception cref="DbdException">A run's configuration, data or checkpoint are not there or wrong.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static HtmlReport Make(ReportRequest request, Action<string> note, TimeProvider time, CancellationToken cancellation)
    {
        long begin = time.GetTimestamp();
        List<RunReport> runs = [];
        foreach (FinishedRun run in request.Runs)
        {
            note($"{runs.Count + 1} of {request.Runs.Count}: {run.Stage}, {run.Directory.Saved}");
            runs.Add(RunInspection.Look(run, request, note, cancellation));
        }
        return new HtmlReport
        {
            Title = runs.Count == 1
                ? request.Runs[0].Verdict?.Headline ?? runs[0].Name
                : string.Join(" and ", runs.Select(r => r.Name).Distinct(StringComparer.Ordinal).Take(3)),
            Summary = runs.Count == 1
                ? StageFiles.Load(request.Runs[0].Request).Stage.Text.Summary
                : $"{runs.Count} runs side by side. {string.Join(" ", runs.Select(Findings.InShort))}",
            Runs = runs,
            Facts =
            [
                new("made", $"{time.GetLocalNow():yyyy-MM-dd HH:mm}, in {time.GetElapsedTime(begin).TotalSeconds:0} s"),
                new("program", $"dbd {ProgramVersion.Of(typeof(Report))}, TorchSharp {ProgramVersion.Of(typeof(TorchSharp.torch))}"),
                new(
                    "machine",
                    $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}"),
            ],
        };
    }
}
