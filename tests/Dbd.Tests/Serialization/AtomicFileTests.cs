using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_file_is_written_and_replaced_and_its_folder_made()
    {
        using TempFolder folder = new();
        string path = folder.File("a", "b", "file");
        AtomicFile.WriteBytes(path, new byte[] { 1 });
        AtomicFile.WriteBytes(path, new byte[] { 2, 3 });
        Assert.Equal([2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file_and_nothing_else()
    {
        using TempFolder folder = new();
        string path = folder.Write("file", [1]);
        DbdException error = Assert.Throws<DbdException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        Assert.Contains(path, error.Message);
        Assert.Contains("No space left on device", error.Message);
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_that_may_not_grow_is_told_as_a_full_disk_is()
    {
        using TempFolder folder = new();
        DbdException error = Assert.Throws<DbdException>(() => AtomicFile.Write(
            folder.File("file"),
            _ => throw new ArgumentOutOfRangeException("value", "Specified file length was too large for the file system.")));
        Assert.StartsWith(
            $"Cannot write {folder.File("file")}: It grows beyond what the file system, or a limit (ulimit -f), allows. ",
            error.Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Another_failure_passes_through_and_leaves_nothing()
    {
        using TempFolder folder = new();
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(folder.File("file"), _ => throw new OperationCanceledException()));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        using TempFolder folder = new();
        string file = folder.Write("file", [1]);
        string below = Path.Combine(file, "x");
        Assert.Contains(below, Assert.Throws<DbdException>(() => AtomicFile.WriteBytes(below, new byte[1])).Message);
        Directory.CreateDirectory(folder.File("folder", "inner"));
        DbdException refused = Assert.Throws<DbdException>(() => AtomicFile.WriteBytes(folder.File("folder"), new byte[1]));
        Assert.Contains(folder.File("folder"), refused.Message);
        Assert.False(File.Exists(folder.File("folder.tmp")));
    }

    [Fact]
    public void What_a_killed_process_left_is_overwritten()
    {
        using TempFolder folder = new();
        folder.Write("file.tmp", new byte[1000]);
        AtomicFile.WriteBytes(folder.File("file"), new byte[] { 7 });
        Assert.Equal([folder.File("file")], Directory.GetFiles(folder.Path));
        Assert.Equal([7], File.ReadAllBytes(folder.File("file")));
    }
}
