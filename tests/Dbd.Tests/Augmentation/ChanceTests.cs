using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Augmentation;

/// <summary>The steps that happen with a probability.</summary>
public sealed class ChanceTests
{
    private const int Count = 10_000;

    private static readonly ImageShape s_shape = new(2, 3);

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void P_is_the_share_of_pictures_changed(double p)
    {
        CheckShare(p, Draws(new RandomHorizontalFlip(new() { P = p })).Count(d => d));
        CheckShare(p, Draws(new RandomGrayscale(new() { P = p })).Count(d => d));
        CheckShare(p, Draws(new GaussianBlur(new() { P = p })).Count(d => d is not null));
    }

    [Fact]
    public void Sigma_is_uniform_within_its_bounds() =>
        Uniformity.Check(Draws(new GaussianBlur(new() { P = 1, Sigma = [0.1, 2] })).Select(s => s!.Value), 0.1, 2);

    [Fact]
    public void Sigma_must_be_an_interval()
    {
        ConfigException e = Assert.Throws<ConfigException>(() => new GaussianBlur(new() { Sigma = [2, 0.1] }));
        Assert.Equal("sigma", e.Location.Key);
        Assert.Throws<ConfigException>(() => new GaussianBlur(new() { Sigma = [0.1] }));
        Assert.Throws<ConfigException>(() => new GaussianBlur(new() { Sigma = [-1, 1] }));
    }

    [Fact]
    public void Nothing_drawn_changes_nothing()
    {
        byte[] pixels = [.. Enumerable.Range(0, s_shape.Bytes).Select(i => (byte)(i * 11))];
        PixelBuffer image = new(s_shape, pixels);
        new RandomHorizontalFlip(new()).Apply(image, false);
        new RandomGrayscale(new()).Apply(image, false);
        new GaussianBlur(new()).Apply(image, null);
        new RandomColorJitter(new()).Apply(image, null);
        Assert.Equal(pixels, image.Pixels.ToArray());
    }

    private static void CheckShare(double p, int changed)
    {
        double allowed = 5 * Math.Sqrt(Count * p * (1 - p)); // five standard deviations
        Assert.InRange(changed, Count * p - allowed, Count * p + allowed);
    }

    private static List<T> Draws<T>(DrawnAugmentation<T> step)
    {
        Rng rng = Rng.For(17, Purpose.Augmentation);
        List<T> drawn = [];
        for (int i = 0; i < Count; i++)
            drawn.Add(step.Draw(ref rng, s_shape));
        return drawn;
    }
}
