using System.Diagnostics;

using Dbd.Serialization;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class SlowWritesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(1000)]
    public void Slowly_or_not_the_same_bytes_are_written(int length)
    {
        byte[] content = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        foreach (int pause in (int[])[0, 1])
        {
            using MemoryStream file = new();
            SlowWrites.Write(file, stream => stream.Write(content), pause);
            Assert.Equal(content, file.ToArray());
        }
    }

    [Fact]
    public void There_is_a_pause_after_each_piece()
    {
        using MemoryStream file = new();
        long begin = Stopwatch.GetTimestamp();
        SlowWrites.Write(file, stream => stream.Write(new byte[8000]), pause: 4);
        Assert.True(Stopwatch.GetElapsedTime(begin) >= TimeSpan.FromMilliseconds(SlowWrites.Pieces * 4 - 8));
    }

    [Fact]
    public void What_is_written_in_one_go_is_written_to_the_file_itself()
    {
        using MemoryStream file = new();
        SlowWrites.Write(file, stream => Assert.Same(file, stream));
    }
}
