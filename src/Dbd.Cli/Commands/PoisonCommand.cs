using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Poisoning;
using Dbd.Poisoning.Export;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd poison</c>.</summary>
internal static class PoisonCommand
{
    // Words here and types below: help must not load the library.
    private static readonly string[] s_formats =
    [
        "folder", "cifar", "idx", "parquet", "saved_dataset", "webdataset", "npz", "csv_folder", "backdoorbench",
    ];
    private static readonly string[] s_splits = ["train", "test", "poisoned-test"];

    public static Command Create()
    {
        Argument<string> config = new("CONFIG") { Description = "The config of any stage" };
        Option<string> folder = new("--out") { HelpName = "DIR", Description = "The output folder; must not exist yet", Required = true };
        Option<string?> format = CommonOptions.Among(
            new Option<string?>("--format")
            {
                Description = "A folder per class with PNG files, CIFAR-10's binary layout, MNIST's IDX files, Hugging Face's Parquet "
                    + "files or what save_to_disk writes, tar files, NumPy's .npz, a table beside pictures (dbd list says more), "
                    + "or a folder as BackdoorBench writes, with the poisoned pictures only [default: the form that the data came in, "
                    + "or folder where that is not written]",
            },
            s_formats);
        Option<string[]> split = CommonOptions.Among(
            new Option<string[]>("--split")
            {
                Description = "The part to write; may be repeated [default: all]",
                Arity = ArgumentArity.OneOrMore,
                AllowMultipleArgumentsPerToken = false,
            },
            s_splits);
        Option<string[]> set = CommonOptions.Set();
        Command command = new("poison", "Write a config's poisoned data set, for other tools")
        {
            config, folder, format, split, set,
        };
        command.SetAction(parsed => TrainingRun.Run(parsed, "Nothing was written.", (_, cancellation) =>
        {
            PoisonExport export = new()
            {
                Out = parsed.GetRequiredValue(folder),
                Format = FormatOf(parsed.GetValue(format)),
                Splits = [.. (parsed.GetValue(split) is { Length: > 0 } chosen ? chosen : s_splits).Select(SplitOf)],
            };
            Run(
                new PoisonRequest
                {
                    ConfigPath = parsed.GetRequiredValue(config),
                    Export = export,
                    KeepsForm = parsed.GetValue(format) is null,
                    Overrides = parsed.GetValue(set) ?? [],
                },
                parsed,
                cancellation);
        }));
        return command;
    }

    private static void Run(PoisonRequest request, ParseResult parsed, CancellationToken cancellation)
    {
        using WorkReport report = new(parsed.InvocationConfiguration.Error, TimeProvider.System);
        request = request with { Export = request.Export with { Progress = report } };
        PoisonIndex index = PoisonedSet.Run(request, parsed.InvocationConfiguration.Error.WriteLine, cancellation);
        report.Dispose();
        parsed.InvocationConfiguration.Output.WriteLine(
            $"{request.Export.Out}: {index.Summary} (index {index.Hash}). "
                + (request.Export.Format == ExportFormat.BackdoorBench
                    ? "data/ has these only; to read it, name the clean data (dataset_clean)."
                    : "data/ does not tell which; truth/ does."));
    }

    // Of no word it is the first, a folder.
    internal static ExportFormat FormatOf(string? word) =>
        Enum.GetValues<ExportFormat>().FirstOrDefault(format => ExportFormatName.Of(format) == word);

    private static ExportSplit SplitOf(string word) => word switch
    {
        "train" => ExportSplit.Train,
        "test" => ExportSplit.Test,
        _ => ExportSplit.PoisonedTest,
    };
}
