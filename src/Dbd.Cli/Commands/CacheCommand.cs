using System.CommandLine;

using Dbd.Data.Storage;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd cache</c>.</summary>
internal static class CacheCommand
{
    public static Command Create() => new("cache", "Delete decoded pictures that runs have kept on disk") { Clear() };

    private static Command Clear()
    {
        Argument<string> folder = new("DIR")
        {
            Description = "A folder with runs: storage_dir, an output folder of defend, or one above them",
            DefaultValueFactory = _ => ".",
        };
        Command command = new("clear", "Delete them in a folder and below; runs make them again when they need them") { folder };
        command.SetAction(parsed =>
        {
            string path = UserPath.Expand(parsed.GetRequiredValue(folder));
            (int files, long bytes) = CacheFolder.Clear(path);
            parsed.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant(
                $"{files} {(files == 1 ? "file" : "files")} deleted below {path}, {bytes / 1_000_000:N0} MB."));
        });
        return command;
    }
}
