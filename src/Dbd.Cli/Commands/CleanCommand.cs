using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Data;
using Dbd.Poisoning.Export;
using Dbd.Torch.Defenses;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd clean</c>.</summary>
internal static class CleanCommand
{
    public static Command Create()
    {
        Argument<string> data = new("DATA") { Description = "The data that `dbd defend` looked at" };
        Option<string> suspects = new("--suspects")
        {
            HelpName = "FILE",
            Description = "Its suspects.csv; the column action says what is done with each sample",
            Required = true,
        };
        Option<string> folder = new("--out") { HelpName = "DIR", Description = "The output folder; must not exist yet", Required = true };
        Option<string> format = CommonOptions.Among(
            new Option<string>("--format")
            {
                Description = "A folder per class (files are copied unchanged), CIFAR-10's binary layout, or MNIST's IDX files",
                DefaultValueFactory = _ => "folder",
            },
            ["folder", "cifar", "idx"]);
        Option<int> size = CommonOptions.Count("--size", 32, 1, "The size of written pictures that have no files of their own");
        Option<int> seed = CommonOptions.Count("--seed", 100, 0, "The seed of `dbd defend`: it says which pictures were held out");
        Option<string?> test = CommonOptions.Test();
        BroughtOptions brought = new();
        Command command = new("clean", "Write a data set without what suspects.csv leaves out, for any trainer")
        {
            data, suspects, folder, format, test, size, seed,
        };
        brought.AddTo(command);
        command.SetAction(parsed => TrainingRun.Run(parsed, "Nothing was written.", (_, cancellation) =>
        {
            DefenseOptions asked = brought.Fill(
                parsed,
                new DefenseOptions
                {
                    Data = parsed.GetRequiredValue(data),
                    Out = "",
                    Test = parsed.GetValue(test),
                    Seed = parsed.GetValue(seed),
                });
            CleanedExport export = new()
            {
                Data = parsed.GetRequiredValue(data),
                Suspects = parsed.GetRequiredValue(suspects),
                Out = parsed.GetRequiredValue(folder),
                Format = PoisonCommand.FormatOf(parsed.GetRequiredValue(format)),
            };
            // Read once, to be written elsewhere: decoded pictures are not worth keeping.
            Run(export, asked.Reading(parsed.GetValue(size)) with { Cache = null }, parsed, cancellation);
        }));
        return command;
    }

    private static void Run(CleanedExport export, ReadingOptions reading, ParseResult parsed, CancellationToken cancellation)
    {
        export.Check();
        using WorkReport report = new(parsed.InvocationConfiguration.Error, TimeProvider.System);
        DatasetSplit data = DataCatalog.Read(export.Data, reading with { Progress = report }, cancellation);
        // A trusted test set is no part of the data: it stays where it is.
        if (reading.Test is not null)
            data = data with { Test = new Subset(data.Test, []) };
        foreach (string warning in data.Warnings)
            parsed.InvocationConfiguration.Error.WriteLine(warning);
        (int kept, int relabelled, int leftOut) = (export with { Progress = report }).Write(data, cancellation);
        report.Dispose();
        parsed.InvocationConfiguration.Output.WriteLine(
            $"{export.Out}: {kept:N0} training pictures, {relabelled:N0} of them under another label; {leftOut:N0} were left out. "
                + (reading.Test is { } trusted
                    ? $"The test set {trusted} stays where it is."
                    : $"The {data.Test.Count:N0} test pictures are as they were: nobody has judged them."));
    }
}
