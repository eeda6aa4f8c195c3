using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Torch.Tables;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd table</c>.</summary>
internal static class TableCommand
{
    /// <summary>The option by which the first process tells another one that it is a helper, and where to write.</summary>
    public const string HelperLog = "--helper-log";

    public static Command Create()
    {
        Argument<string> spec = new("SPEC")
        {
            Description = "A YAML file that names attacks, methods, seeds and settings, as config/cpu/table.yaml",
        };
        Option<bool> status = new("--status") { Description = "Only show what is done so far" };
        Option<int> processes = CommonOptions.Count("--processes", 1, 1, "Number of processes that share the work and the cores");
        Option<string> gpu = CommonOptions.Gpu();
        Option<string[]> set = CommonOptions.Set();
        Option<string?> helperLog = new(HelperLog) { Hidden = true };
        Command command = new("table", "Run methods against attacks with several seeds, and make a table")
        {
            spec, status, processes, gpu, set, helperLog,
        };
        command.SetAction(parsed =>
        {
            TableRequest request = new()
            {
                SpecPath = parsed.GetRequiredValue(spec),
                Gpu = parsed.GetRequiredValue(gpu),
                Overrides = [.. parsed.GetValue(set) ?? [], .. TableHelpers.Share(parsed.GetValue(processes))],
            };
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(helperLog) is { } log)
                return TableHelpers.Help(parsed, request, log);
            return parsed.GetValue(status) ? Tell(request, output) : Make(parsed, request, parsed.GetValue(processes));
        });
        return command;
    }

    private static int Make(ParseResult parsed, TableRequest request, int processes)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        TablePlan plan = TablePlan.Load(request);
        int code = TrainingRun.Run(parsed, $"To go on: {ResumeLine.From(parsed)}", (observers, cancellation) =>
        {
            using TableHelpers helpers = TableHelpers.Start(request, plan, processes - 1, parsed.InvocationConfiguration.Error);
            // Cells may have been recorded elsewhere since the table was last written.
            TableFiles.Write(TableResults.Read(plan));
            TableRunner runner =
                new(plan, observers, output.WriteLine, TimeProvider.System) { CellEnded = () => TableFiles.Write(TableResults.Read(plan)) };
            runner.Run(cancellation);
        });
        if (code != ExitCode.Ok)
            return code;
        TableResults results = TableResults.Read(plan);
        output.WriteLine();
        output.WriteLine(TableMarkdown.Render(results));
        output.WriteLine($"Written to {string.Join(", ", TableFiles.Write(results))}.");
        return results.Cells.All(c => c.IsDone) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Tell(TableRequest request, TextWriter output)
    {
        TableResults results = TableResults.Read(TablePlan.Load(request));
        foreach (CellResult cell in results.Cells)
            output.WriteLine($"{cell.Cell}: {(cell.IsDone ? "done" : cell.Failure is null ? "open" : "failed")}; {cell.Progress}");
        foreach (string damage in results.Damages)
            output.WriteLine(damage);
        output.WriteLine();
        output.WriteLine(TableMarkdown.Render(results));
        return ExitCode.Ok;
    }
}
