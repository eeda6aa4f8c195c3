using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Torch;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd quickstart</c>.</summary>
internal static class QuickstartCommand
{
    public static Command Create()
    {
        Option<int> seed = CommonOptions.Count("--seed", 100, 0, "Seed of data, poisoning and training");
        Option<string> gpu = CommonOptions.Gpu();
        Command command = new("quickstart", "Attack and defend a small drawn data set, and show the table")
        {
            seed, gpu,
        };
        command.SetAction(parsed => TrainingRun.Run(
            parsed,
            $"To go on: {ResumeLine.From(parsed)}",
            (observers, cancellation) => Quickstart.Run(
                new QuickstartRequest { Seed = parsed.GetValue(seed), Gpu = parsed.GetRequiredValue(gpu) },
                observers,
                parsed.InvocationConfiguration.Output,
                cancellation)));
        return command;
    }
}
