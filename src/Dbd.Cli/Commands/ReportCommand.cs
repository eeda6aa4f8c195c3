using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Reports.Html;
using Dbd.Torch.Inspection;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd report</c>.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        Argument<string[]> runs = new("RUN")
        {
            Description = "A run's config or folder, or a folder of several runs, which are shown side by side",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> file = new("--out")
        {
            HelpName = "FILE",
            Description = "The page to write, or a folder for it; an earlier report is replaced",
            DefaultValueFactory = _ => "report.html",
        };
        Option<string> gpu = CommonOptions.Gpu();
        Option<string[]> set = CommonOptions.Set();
        Command command = new("report", "Make an HTML page of one run or several") { runs, file, gpu, set };
        command.SetAction(parsed => TrainingRun.Run(parsed, "Nothing was written.", (_, cancellation) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            string[] overrides = parsed.GetValue(set) ?? [];
            string page = PageAt(parsed.GetRequiredValue(file));
            FinishedRun[] found =
                [.. parsed.GetRequiredValue(runs).SelectMany(run => FinishedRun.Find(run, parsed.GetRequiredValue(gpu), overrides))];
            HtmlReport report = Report.Make(
                new ReportRequest { Runs = [.. found.DistinctBy(r => r.Directory.Saved)] },
                output.WriteLine,
                TimeProvider.System,
                cancellation);
            HtmlReportFile.Write(page, report);
            output.WriteLine($"{page}: {new FileInfo(page).Length / 1e6:0.0} MB, one file that any browser opens.");
        }));
        return command;
    }

    // Checked before the work, not after it.
    private static string PageAt(string path)
    {
        string page = Directory.Exists(path) || Path.EndsInDirectorySeparator(path) ? Path.Combine(path, "report.html") : path;
        HtmlReportFile.CheckPlace(page);
        return page;
    }
}
