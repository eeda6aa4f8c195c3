using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class WritablePlaceTests
{
    [Fact]
    public void A_place_that_can_be_written_is_left_as_it_was()
    {
        using TempFolder folder = new();
        string file = folder.Write("a.txt", [1]);
        WritablePlace.Check(folder.File("new", "and", "newer"));
        WritablePlace.Check(folder.Path);
        WritablePlace.Check(file);
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_place_below_a_file_is_refused()
    {
        using TempFolder folder = new();
        string file = folder.Write("a.txt", [1]);
        string path = Path.Combine(file, "new", "x.onnx");
        string message = Assert.Throws<DbdException>(() => WritablePlace.Check(path)).Message;
        Assert.StartsWith($"{path} cannot be written, since {file} cannot: it is a file.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_where_the_system_allows_no_file_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has such a folder for everybody, root too.");
        Assert.Contains(
            "since /proc cannot: ",
            Assert.Throws<DbdException>(() => WritablePlace.Check("/proc/dbd")).Message,
            StringComparison.Ordinal);
    }
}
