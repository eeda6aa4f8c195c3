using CsCheck;

using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class MiddleFitTests
{
    [Fact]
    public void It_is_the_middle_cut_out_then_resized() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int).Sample((height, width, side, seed) =>
        {
            ImageShape shape = new(height, width);
            byte[] pixels = [.. Enumerable.Range(0, shape.Bytes).Select(i => (byte)((i + seed) * 2654435761 >> 13))];
            PixelBuffer fitted = new(shape, pixels);
            MiddleFit.Apply(fitted, new ImageShape(side, side));

            int shorter = Math.Min(height, width);
            PixelBuffer wanted = new(shape, pixels);
            Geometry.Crop(wanted, new Region((height - shorter) / 2, (width - shorter) / 2, shorter, shorter));
            Resampling.Resize(wanted, new ImageShape(side, side), Interpolation.Bilinear);
            Assert.Equal(wanted.Shape, fitted.Shape);
            Assert.Equal(wanted.Pixels.ToArray(), fitted.Pixels.ToArray());
        });

    // Resized first, it would be 32 x 128,000,000 pixels.
    [Fact]
    public void The_longest_picture_costs_no_memory()
    {
        PixelBuffer line = new(new ImageShape(1, 4_000_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        MiddleFit.Apply(line, new ImageShape(32, 32));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
