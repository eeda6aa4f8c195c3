using System.Runtime.InteropServices;

using Dbd.Reports.Html;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Inspection;

/// <summary>Looks at runs and gathers what a report shows of them. It trains nothing, and writes nothing.</summary>
public static class Report
{
    /// <summary>Makes a report, for <see cref="HtmlReportFile"/> to write.</summary>
    /// <param name="request">Of which runs.</param>
    /// <param name="tell">Is told what is done.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops between two batches, or two steps of a map.</param>
    /// <returns>The report.</returns>
    /// <exception cref="DbdException">A run's configuration, data or checkpoint are not there or wrong.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static HtmlReport Make(ReportRequest request, Action<string> tell, TimeProvider time, CancellationToken cancellation)
    {
        long begin = time.GetTimestamp();
        List<RunReport> runs = [];
        foreach (FinishedRun run in request.Runs)
        {
            tell($"{runs.Count + 1} of {request.Runs.Count}: {run.Stage}, {run.Directory.Saved}");
            runs.Add(Look(run, request, tell, cancellation));
        }
        return new HtmlReport
        {
            Title = runs.Count == 1 ? runs[0].Name : string.Join(" and ", runs.Select(r => r.Name).Distinct(StringComparer.Ordinal).Take(3)),
            Summary = runs.Count == 1 ? Made(request) : $"{runs.Count} runs side by side. {string.Join(" ", runs.Select(Findings.InShort))}",
            Runs = runs,
            Facts =
            [
                new("made", $"{time.GetLocalNow():yyyy-MM-dd HH:mm}, in {time.GetElapsedTime(begin).TotalSeconds:0} s"),
                new("program", $"dbd {ProgramVersion.Of(typeof(Report))}, TorchSharp {ProgramVersion.Of(typeof(TorchSharp.torch))}"),
                new("machine", $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}"),
            ],
        };
    }

    private static RunReport Look(FinishedRun run, ReportRequest request, Action<string> tell, CancellationToken cancellation) => run.Stage switch
    {
        StageName.MixMatchFinetune => RunInspection<MixMatchFinetuneOptions>.Look(run, request, tell, cancellation),
        StageName.SimClr => RunInspection<SimClrOptions>.Look(run, request, tell, cancellation),
        _ => RunInspection<SuperviseOptions>.Look(run, request, tell, cancellation),
    };

    private static string Made(ReportRequest request) => request.Runs[0].Stage switch
    {
        StageName.SimClr => "Stage 1 of DBD: a backbone that learned features on the training images, without their labels.",
        StageName.MixMatchFinetune => "DBD: features without labels first, then a linear layer on them, then semi-supervised learning, which keeps labels only where the loss says that they can be believed.",
        _ => "No Defense: ordinary supervised training on the labels as they are.",
    };
}
