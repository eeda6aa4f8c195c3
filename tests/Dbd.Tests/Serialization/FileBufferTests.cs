using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class FileBufferTests
{
    [Fact]
    public void Each_file_is_read_whole_whatever_was_read_before()
    {
        using TempFolder folder = new();
        FileBuffer buffer = new();
        foreach (int length in (int[])[5, 100, 0, 3])
        {
            byte[] content = [.. Enumerable.Range(length, length).Select(i => (byte)i)];
            Assert.Equal(content, buffer.Read(folder.Write("file", content)).ToArray());
        }
    }

    [Fact]
    public void A_file_no_longer_than_one_before_takes_no_further_memory()
    {
        using TempFolder folder = new();
        string path = folder.Write("file", new byte[10_000_000]);
        FileBuffer buffer = new();
        buffer.Read(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        buffer.Read(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }
}
