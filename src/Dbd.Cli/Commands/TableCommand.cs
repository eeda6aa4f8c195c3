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
        Option<TableShard?> shard = Shard();
        Option<bool> slurm = new("--slurm") { Description = "Only print a script for sbatch: an array of jobs, one cell each" };
        Option<bool> submit = new("--submit") { Description = "Give that script to sbatch" };
        Option<string> gpu = CommonOptions.Gpu();
        Option<string[]> set = CommonOptions.Set();
        Option<string?> helperLog = new(HelperLog) { Hidden = true };
        Command command = new("table", "Run methods against attacks with several seeds, and make a table")
        {
            spec, status, processes, shard, slurm, submit, gpu, set, helperLog,
        };
        command.Validators.Add(result =>
        {
            bool within = result.GetResult(processes) is { Implicit: false };
            if (within && ((Option[])[shard, slurm, submit]).Any(o => result.GetResult(o) is { Implicit: false }))
                result.AddError(
                    "--processes shares cells out within a machine, --shard, --slurm and --submit between machines. Give one of them.");
        });
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
            if (parsed.GetValue(submit))
                return SlurmScript.Submit(ScriptOf(request), output);
            if (parsed.GetValue(slurm))
            {
                output.Write(ScriptOf(request));
                return ExitCode.Ok;
            }
            return parsed.GetValue(status)
                ? Tell(request, output)
                : Make(parsed, request, parsed.GetValue(processes), parsed.GetValue(shard));
        });
        return command;
    }

    private static Option<TableShard?> Shard()
    {
        Option<TableShard?> option = new("--shard")
        {
            HelpName = "I/N",
            Description = "Make every N-th cell only, from the I-th: for N jobs on a common file system",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (TableShard.Parse(text) is not { } read)
                    result.AddError($"--shard is '{text}', which is not a job of several: 1/8 to 8/8.");
                else
                    return read;
                return null;
            },
        };
        return option;
    }

    private static string ScriptOf(TableRequest request)
    {
        IEnumerable<string> line =
            ["table", request.SpecPath, "--gpu", request.Gpu, .. request.Overrides.SelectMany(o => (string[])["--set", o])];
        return SlurmScript.Of(
            TablePlan.Load(request), TableHelpers.ProgramOf(Environment.ProcessPath), line, Directory.GetCurrentDirectory());
    }

    private static int Make(ParseResult parsed, TableRequest request, int processes, TableShard? shard)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        TablePlan whole = TablePlan.Load(request);
        TablePlan plan = shard?.Of(whole) ?? whole;
        int code = TrainingRun.Run(parsed, $"To go on: {ResumeLine.From(parsed)}", (observers, cancellation) =>
        {
            using TableHelpers helpers = TableHelpers.Start(request, plan, processes - 1, parsed.InvocationConfiguration.Error);
            // Cells may have been recorded elsewhere since the table was last written.
            Write();
            new TableRunner(plan, observers, output.WriteLine, TimeProvider.System) { CellEnded = Write }.Run(cancellation);
        });
        if (code != ExitCode.Ok)
            return code;
        TableResults results = TableResults.Read(whole);
        output.WriteLine();
        output.WriteLine(TableMarkdown.Render(results));
        output.WriteLine($"Written to {string.Join(", ", TableFiles.Write(results))}.");
        return results.Cells.Where(c => plan.Cells.Contains(c.Cell)).All(c => c.IsDone) ? ExitCode.Ok : ExitCode.Failed;

        void Write() => TableFiles.Write(TableResults.Read(whole));
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
