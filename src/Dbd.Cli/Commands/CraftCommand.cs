using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Torch.Crafting;
using Dbd.Torch.Runtime.Native;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd craft</c>.</summary>
internal static class CraftCommand
{
    public static Command Create()
    {
        Argument<string> config = new("CONFIG") { Description = "The config: see config/craft/label_consistent.yaml" };
        Option<string> gpu = CommonOptions.Gpu();
        Option<string[]> set = CommonOptions.Set();
        Command command = new("craft", "Make the adversarial pictures that label_consistent needs, with a trained model")
        {
            config, gpu, set,
        };
        command.SetAction(parsed => TrainingRun.Run(parsed, $"To go on: {ResumeLine.From(parsed)}", (_, cancellation) =>
        {
            TextWriter error = parsed.InvocationConfiguration.Error;
            NativeRuntime.Load();
            using WorkReport report = new(error, TimeProvider.System);
            CraftRequest request = new()
            {
                ConfigPath = parsed.GetRequiredValue(config),
                Overrides = parsed.GetValue(set) ?? [],
                Gpu = parsed.GetRequiredValue(gpu),
                Progress = report,
            };
            CraftResult crafted = Crafter.Run(request, error.WriteLine, cancellation);
            report.Dispose();
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{crafted.Folder}: {crafted.Total} pictures, {crafted.Made} of them made now. "
                    + "A config uses them by backdoor.label_consistent.adversarial.");
        }));
        return command;
    }
}
