using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Poisoning;
using Dbd.Poisoning.Export;
using Dbd.Torch.Stages;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd poison</c>.</summary>
internal static class PoisonCommand
{
    // Names, and not the values that they stand for: help has no use for the assembly that those are from.
    private static readonly string[] s_formats = ["folder", "cifar", "idx"];
    private static readonly string[] s_splits = ["train", "test", "poisoned-test"];

    public static Command Create()
    {
        Argument<string> config = new("CONFIG") { Description = "The configuration of any stage" };
        Option<string> folder = new("--out") { HelpName = "DIR", Description = "Where to; it must not be there yet", Required = true };
        Option<string> format = CommonOptions.Among(
            new Option<string>("--format")
            {
                Description = "PNG files in a folder a class, CIFAR-10's binary layout, or MNIST's IDX files",
                DefaultValueFactory = _ => "folder",
            },
            s_formats);
        Option<string[]> split = CommonOptions.Among(
            new Option<string[]>("--split")
            {
                Description = "What to write; may be repeated [default: all]",
                Arity = ArgumentArity.OneOrMore,
                AllowMultipleArgumentsPerToken = false,
            },
            s_splits);
        Option<string[]> set = CommonOptions.Set();
        Command command = new("poison", "Write the poisoned data set of a configuration, for other tools")
        {
            config, folder, format, split, set,
        };
        command.SetAction(parsed => TrainingRun.Run(parsed, "Nothing was written.", (_, cancellation) =>
        {
            using WorkReport report = new(parsed.InvocationConfiguration.Error, TimeProvider.System);
            PoisonExport export = new()
            {
                Out = parsed.GetRequiredValue(folder),
                Format = FormatOf(parsed.GetRequiredValue(format)),
                Splits = [.. (parsed.GetValue(split) is { Length: > 0 } chosen ? chosen : s_splits).Select(SplitOf)],
                Progress = report,
            };
            PoisonRequest request = new() { ConfigPath = parsed.GetRequiredValue(config), Export = export, Overrides = parsed.GetValue(set) ?? [] };
            PoisonIndex index = PoisonStage.Run(request, parsed.InvocationConfiguration.Error.WriteLine, cancellation);
            report.Dispose();
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{export.Out}: {index.Poisoned} of {index.Count} training samples are poisoned (index {index.Hash}). data/ does not tell which; truth/ does.");
        }));
        return command;
    }

    private static ExportFormat FormatOf(string name) => name switch
    {
        "folder" => ExportFormat.Folder,
        "cifar" => ExportFormat.Cifar,
        _ => ExportFormat.Idx,
    };

    private static ExportSplit SplitOf(string name) => name switch
    {
        "train" => ExportSplit.Train,
        "test" => ExportSplit.Test,
        _ => ExportSplit.PoisonedTest,
    };
}
