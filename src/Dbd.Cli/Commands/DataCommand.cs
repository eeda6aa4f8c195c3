using System.CommandLine;

using Dbd.Data.Download;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd data</c>.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Download data sets") { Cifar10() };

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
