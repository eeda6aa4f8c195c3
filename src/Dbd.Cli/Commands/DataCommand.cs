using System.CommandLine;
using System.CommandLine.Help;
using System.Text.Json;

using Dbd.Cli.Options;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Download;
using Dbd.Serialization;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd data</c>.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Look at data, or download CIFAR-10")
    {
        Inspect(), Cifar10(), new HelpOption { Action = new FormsHelp(), Recursive = false },
    };

    private static Command Inspect()
    {
        Argument<string> path = new("PATH") { Description = "A folder, or a file that lists pictures" };
        Option<string> format = CommonOptions.Among(
            new Option<string>("--format") { Description = "For people, or for programs", DefaultValueFactory = _ => "text" },
            ["text", "json"]);
        Command command = new("inspect", "Say what lies at a path: form, classes, counts, sizes, what would be skipped")
        {
            path, format,
        };
        command.SetAction(parsed => TrainingRun.Run(parsed, "Nothing was changed.", (_, cancellation) =>
        {
            string place = parsed.GetRequiredValue(path);
            (RegistryEntry form, DataSummary data) = DataCatalog.Inspect(place, cancellation);
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(format) == "json"
                ? JsonSerializer.Serialize(Flat(place, form.Name, data), CheckedJson.Format) + "\n"
                : DataText.Of(place, form, data));
        }));
        return command;
    }

    private static object Flat(string path, string form, DataSummary data) =>
        new { path, form, data.Classes, data.Train, data.Test, data.Sizes, data.Warnings };

    private static Command Cifar10()
    {
        Option<string> folder = new("--out") { HelpName = "DIR", Description = "The folder to put it in", Required = true };
        Option<bool> binary = new("--binary") { Description = "Take the binary layout instead of the python one" };
        Option<Uri?> url = new("--url")
        {
            HelpName = "URL",
            Description = "A mirror of the official archive; the official checksum is verified all the same",
        };
        Command command = new("cifar10", "Download, verify and unpack CIFAR-10; continues an interrupted download") { folder, binary, url };
        command.SetAction(parsed => TrainingRun.Run(parsed, $"To go on: {ResumeLine.From(parsed)}", (_, cancellation) =>
        {
            using TransferReport report = new(parsed.InvocationConfiguration.Error, TimeProvider.System);
            CifarArchive archive = parsed.GetValue(binary) ? CifarArchive.Binary : CifarArchive.Python;
            if (parsed.GetValue(url) is { } mirror)
                archive = archive.From(mirror);
            using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
            string data = new Cifar10Download(http, archive)
                .RunAsync(parsed.GetRequiredValue(folder), report, cancellation).GetAwaiter().GetResult();
            report.Dispose();
            parsed.InvocationConfiguration.Output.WriteLine($"For a configuration: dataset_dir: {data}");
        }));
        return command;
    }
}
