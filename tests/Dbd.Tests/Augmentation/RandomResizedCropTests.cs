using CsCheck;

using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Augmentation;

public sealed class RandomResizedCropTests
{
    private static readonly ImageShape s_large = new(1000, 1200);

    [Fact]
    public void Every_rectangle_lies_within_the_picture() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60], Gen.Long).Sample((height, width, seed) =>
        {
            RandomResizedCrop crop = new(new() { Size = new SizeOption(32), Scale = [0.2, 1] });
            Rng rng = Rng.For(seed, Purpose.Augmentation);
            return crop.Draw(ref rng, new ImageShape(height, width)).IsWithin(new ImageShape(height, width));
        });

    // On a large picture rounding is small, and at most half of the area nearly every first try fits.
    [Fact]
    public void Area_is_uniform_and_aspect_log_uniform()
    {
        List<Region> drawn = Draws(new() { Size = new SizeOption(32), Scale = [0.1, 0.4] }, s_large, 5000);
        Uniformity.Check(drawn.Select(r => Math.Clamp((double)r.Height * r.Width / s_large.Pixels, 0.1, 0.4)), 0.1, 0.4);
        double bound = Math.Log(4.0 / 3);
        Uniformity.Check(drawn.Select(r => Math.Clamp(Math.Log((double)r.Width / r.Height), -bound, bound)), -bound, bound);
    }

    [Fact]
    public void Place_is_uniform()
    {
        List<Region> drawn = Draws(new() { Size = new SizeOption(32), Scale = [0.25, 0.25] }, s_large, 5000);
        Uniformity.Check(drawn.Select(r => (double)r.Top / (s_large.Height - r.Height)), 0, 1);
        Uniformity.Check(drawn.Select(r => (double)r.Left / (s_large.Width - r.Width)), 0, 1);
    }

    [Theory]
    [InlineData(10, 100, 0, 43, 10, 13)]
    [InlineData(100, 10, 43, 0, 13, 10)]
    [InlineData(32, 32, 0, 0, 32, 32)]
    [InlineData(30, 40, 0, 0, 30, 40)]
    [InlineData(1, 9, 0, 4, 1, 1)]
    public void The_middle_is_taken_when_no_try_fits(int height, int width, int top, int left, int cropHeight, int cropWidth)
    {
        ImageShape shape = new(height, width);
        Assert.Equal(new Region(top, left, cropHeight, cropWidth), RandomResizedCrop.Middle(shape));
        if (Math.Max(height, width) >= 9 * Math.Min(height, width))
        {
            RandomResizedCropOptions whole = new() { Size = new SizeOption(32), Scale = [1, 1] };
            Assert.All(Draws(whole, shape, 20), r => Assert.Equal(RandomResizedCrop.Middle(shape), r));
        }
    }

    [Fact]
    public void The_result_has_the_size_asked_for()
    {
        RandomResizedCrop crop = new(new() { Size = new SizeOption(20, 44), Interpolation = 3 });
        PixelBuffer image = new(new ImageShape(32, 32));
        Rng rng = Rng.For(3, Purpose.Augmentation);
        crop.Apply(image, ref rng);
        Assert.Equal(new ImageShape(20, 44), image.Shape);
        Assert.Equal(image.Shape, crop.OutputShape(new ImageShape(32, 32)));
    }

    [Theory]
    [InlineData(0.5, 0.2)]
    [InlineData(-0.1, 1)]
    [InlineData(0.2, 1.1)]
    public void A_scale_that_is_no_interval_is_refused(double low, double high)
    {
        ConfigException e = Assert.Throws<ConfigException>(() =>
            new RandomResizedCrop(new() { Size = new SizeOption(32), Scale = [low, high] }));
        Assert.Equal("scale", e.Location.Key);
    }

    private static List<Region> Draws(RandomResizedCropOptions options, ImageShape shape, int count)
    {
        RandomResizedCrop crop = new(options);
        Rng rng = Rng.For(11, Purpose.Augmentation);
        List<Region> drawn = [];
        for (int i = 0; i < count; i++)
            drawn.Add(crop.Draw(ref rng, shape));
        return drawn;
    }
}
