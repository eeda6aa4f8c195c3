using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Augmentation;

public sealed class RandomCropTests
{
    private static readonly ImageShape s_shape = new(32, 32);

    [Fact]
    public void Each_place_comes_equally_often()
    {
        RandomCrop crop = new(new() { Size = new SizeOption(32), Padding = 4, PaddingMode = PaddingMode.Reflect });
        Rng rng = Rng.For(5, Purpose.Augmentation);
        int[] tops = new int[9];
        int[] lefts = new int[9];
        for (int i = 0; i < 9000; i++)
        {
            Region drawn = crop.Draw(ref rng, s_shape);
            Assert.Equal(s_shape, drawn.Shape);
            tops[drawn.Top]++;
            lefts[drawn.Left]++;
        }
        Assert.All(tops.Concat(lefts), c => Assert.InRange(c, 1000 - 5 * 30, 1000 + 5 * 30)); // five standard deviations
    }

    [Theory]
    [InlineData(PaddingMode.Constant, 0)]
    [InlineData(PaddingMode.Edge, 9)]
    [InlineData(PaddingMode.Reflect, 9)]
    [InlineData(PaddingMode.Symmetric, 9)]
    public void The_corner_holds_what_the_mode_says(PaddingMode mode, byte want)
    {
        PixelBuffer image = new(s_shape);
        image.Pixels.Fill(9);
        new RandomCrop(new() { Size = new SizeOption(32), Padding = 4, PaddingMode = mode }).Apply(image, new Region(0, 0, 32, 32));
        Assert.Equal(want, image.Pixels[0]);
        Assert.Equal(9, image.Pixels[^1]);
    }

    [Fact]
    public void A_crop_larger_than_the_padded_picture_is_refused()
    {
        RandomCrop crop = new(new() { Size = new SizeOption(40, 41), Padding = 4 });
        ConfigException e = Assert.Throws<ConfigException>(() => crop.OutputShape(s_shape));
        Assert.Equal("size", e.Location.Key);
        Assert.Contains("40x41", e.Message, StringComparison.Ordinal);
    }
}
