using Dbd.Imaging;

using SkiaSharp;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class PictureMemoryTests
{
    [Theory]
    [InlineData(null, 500_000_000)]
    [InlineData("", 500_000_000)]
    [InlineData("1602", 1_602_000_000)]
    public void The_limit_is_500_MB_or_what_is_asked_for(string? value, long bytes) =>
        Assert.Equal(bytes, PictureMemory.LimitOf(value));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("2 GB")]
    public void What_is_no_number_of_megabytes_is_refused(string value) =>
        Assert.Contains(
            "DBD_PICTURE_MEMORY", Assert.Throws<DbdException>(() => PictureMemory.LimitOf(value)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_picture_takes_what_its_format_needs()
    {
        ImageShape shape = new(64, 96);
        byte[] plain = new byte[29];
        byte[] interlaced = [.. plain[..28], 1];
        Assert.Equal(4 * 64 * 96 + 64 * 96, PictureMemory.Needed(shape, SKEncodedImageFormat.Png, plain));
        Assert.Equal(12 * 64 * 96 + 64 * 96, PictureMemory.Needed(shape, SKEncodedImageFormat.Png, interlaced));
        Assert.Equal(8 * 64 * 96 + 64 * 96, PictureMemory.Needed(shape, SKEncodedImageFormat.Jpeg, plain));
        Assert.Equal(8 * 64 * 96 + 64 * 65, PictureMemory.Needed(new ImageShape(33, 65), SKEncodedImageFormat.Jpeg, plain));
    }

    [Fact]
    public void Threads_wait_until_there_is_room()
    {
        MemoryGate gate = new(100);
        long used = 0;
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            int bytes = 10 + i * 7 % 60;
            using IDisposable room = gate.Enter(bytes);
            Assert.InRange(Interlocked.Add(ref used, bytes), bytes, 100);
            Thread.Yield();
            Interlocked.Add(ref used, -bytes);
        });
        Assert.InRange(gate.MostUsed, 69, 100);
    }

    [Fact]
    public void What_is_larger_than_the_limit_goes_alone()
    {
        MemoryGate gate = new(100);
        using ManualResetEventSlim isIn = new();
        IDisposable small = gate.Enter(1);
        Thread large = new(() =>
        {
            using IDisposable room = gate.Enter(1000);
            isIn.Set();
        });
        large.Start();
        Assert.False(isIn.Wait(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        small.Dispose();
        Assert.True(isIn.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        large.Join();
        Assert.Equal(1000, gate.MostUsed);
    }
}
