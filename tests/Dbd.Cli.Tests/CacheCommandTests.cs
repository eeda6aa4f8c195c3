using Dbd.Data.Storage;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class CacheCommandTests
{
    [Fact]
    public void Clearing_deletes_what_runs_kept_and_tells_how_much()
    {
        using TempFolder folder = new();
        string kept = folder.Write($"storage/cache/x{PictureCache.Extension}", [.. PictureCache.Mark, .. new byte[3_000_000]]);
        string other = folder.Write("storage/cache/notes.txt", [1]);
        Shell shell = Shell.Run(DbdCommand.Create(), "cache", "clear", folder.Path);
        Assert.Equal(
            (0, "", $"1 file deleted below {folder.Path}, 3 MB.\n"), (shell.Code, shell.Error, shell.Output.ReplaceLineEndings("\n")));
        Assert.False(File.Exists(kept));
        Assert.True(File.Exists(other));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        using TempFolder folder = new();
        Shell shell = Shell.Run(DbdCommand.Create(), "cache", "clear", folder.File("none"));
        Assert.Equal(1, shell.Code);
        Assert.Contains($"There is no folder {folder.File("none")}.", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_is_a_number_of_megabytes()
    {
        Shell shell = Shell.Run(DbdCommand.Create(), "supervise", "--config", "x.yaml", "--memory", "2GB");
        Assert.Equal(2, shell.Code);
        Assert.Contains("--memory is '2GB', which is not a whole number of megabytes.", shell.Error, StringComparison.Ordinal);
    }
}
