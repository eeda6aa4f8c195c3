using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Runs;
using Dbd.Torch.Tables;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd quickstart</c>.</summary>
internal static class QuickstartCommand
{
    public static Command Create()
    {
        Option<int> seed = CommonOptions.Count("--seed", 100, 0, "The random seed of data, poisoning and training");
        Option<string> folder =
            new("--out") { HelpName = "DIR", Description = "The output folder", DefaultValueFactory = _ => "quickstart" };
        Option<string> resume = CommonOptions.Resume();
        Option<string> gpu = CommonOptions.Gpu();
        Option<string[]> set = CommonOptions.Set();
        Command command = new("quickstart", "Attack and defend a small synthetic data set, and print the table")
        {
            seed, folder, resume, gpu, set,
        };
        command.SetAction(parsed => TrainingRun.Run(parsed, $"To go on: {ResumeLine.From(parsed)}", (observers, cancellation) =>
        {
            QuickstartRequest request = new()
            {
                Root = Repository.Root(),
                Out = parsed.GetRequiredValue(folder),
                Seed = parsed.GetValue(seed),
                Resume = parsed.GetRequiredValue(resume),
                Gpu = parsed.GetRequiredValue(gpu),
                Overrides = parsed.GetValue(set) ?? [],
            };
            Run(request, observers, parsed.InvocationConfiguration.Output, cancellation);
        }));
        return command;
    }

    private static void Run(
        QuickstartRequest request, IReadOnlyList<IRunObserver> observers, TextWriter output, CancellationToken cancellation)
    {
        string[] settings = [.. Quickstart.Settings(request)];
        foreach (string line in settings)
            output.WriteLine(line);
        IReadOnlyList<QuickstartCell> cells = Quickstart.Run(request, observers, output.WriteLine, cancellation);
        output.WriteLine();
        output.WriteLine(Quickstart.Table(cells));
        output.WriteLine(
            $"Percent, after the last epoch; seed {request.Seed}. BA: accuracy on clean test images. "
                + "ASR: test images with the trigger that are predicted as the target.");
        foreach (string line in settings)
            output.WriteLine(line);
    }
}
