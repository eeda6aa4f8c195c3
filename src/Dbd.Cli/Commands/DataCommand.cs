using System.CommandLine;

using Dbd.Data.Download;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd data</c>.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Fetch data sets") { Cifar10() };

    private static Command Cifar10()
    {
        Option<string> folder = new("--out") { HelpName = "DIR", Description = "Where to put it", Required = true };
        Option<bool> binary = new("--binary") { Description = "The binary layout instead of the python one" };
        Option<Uri?> url = new("--url") { HelpName = "URL", Description = "A mirror of the official archive; the checksum stays the official one" };
        Command command = new("cifar10", "Fetch, check and unpack CIFAR-10; goes on where an earlier try broke off") { folder, binary, url };
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
