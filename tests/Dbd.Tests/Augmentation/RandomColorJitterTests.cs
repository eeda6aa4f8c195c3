using System.Text.Json;

using Dbd.Augmentation;
using Dbd.Imaging;
using Dbd.Randomness;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Augmentation;

public sealed class RandomColorJitterTests
{
    private static readonly ImageShape s_shape = new(32, 32);

    [Theory]
    [MemberData(nameof(Golden.Rows), "color_jitter", MemberType = typeof(Golden))]
    public void Applies_the_drawn_steps_as_torchvision(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        JsonElement order = golden.Params.GetProperty("fn_idx");
        JitterStep Step(int i) => (JitterStep)order[i].GetInt32();
        ColorJitterParameters drawn = new(
            new JitterOrder(Step(0), Step(1), Step(2), Step(3)),
            golden.DoubleOrNull("brightness"),
            golden.DoubleOrNull("contrast"),
            golden.DoubleOrNull("saturation"),
            golden.DoubleOrNull("hue"));
        GoldenPictures.Check(golden, i => new RandomColorJitter(new()).Apply(i, drawn));
    }

    [Fact]
    public void Factors_fill_their_intervals_evenly()
    {
        List<ColorJitterParameters> drawn = Draws(new() { Brightness = 0.4, Contrast = 1.5, Saturation = 0.2, Hue = 0.1 }, 4000);
        Uniformity.Check(drawn.Select(d => d.Brightness!.Value), 0.6, 1.4);
        Uniformity.Check(drawn.Select(d => d.Contrast!.Value), 0, 2.5);
        Uniformity.Check(drawn.Select(d => d.Saturation!.Value), 0.8, 1.2);
        Uniformity.Check(drawn.Select(d => d.Hue!.Value), -0.1, 0.1);
    }

    [Fact]
    public void Each_of_the_24_orders_comes_equally_often()
    {
        const int Count = 24_000;
        int[] counts = [.. Draws(new() { Hue = 0.1 }, Count).GroupBy(d => d.Order).Select(g => g.Count())];
        Assert.Equal(24, counts.Length);
        Assert.All(counts, c => Assert.InRange(c, 1000 - 5 * 31, 1000 + 5 * 31)); // five standard deviations
    }

    [Fact]
    public void A_deviation_of_zero_leaves_its_step_out()
    {
        ColorJitterParameters drawn = Draws(new() { Contrast = 0.4 }, 1)[0];
        Assert.Null(drawn.Brightness);
        Assert.NotNull(drawn.Contrast);
        Assert.Null(drawn.Saturation);
        Assert.Null(drawn.Hue);
    }

    [Fact]
    public void P_is_the_share_of_pictures_changed()
    {
        RandomColorJitter jitter = new(new() { P = 0.8, Hue = 0.1 });
        Rng rng = Rng.For(1, Purpose.Augmentation);
        int changed = 0;
        for (int i = 0; i < 10_000; i++)
            changed += jitter.Draw(ref rng, s_shape) is null ? 0 : 1;
        Assert.InRange(changed, 8000 - 5 * 40, 8000 + 5 * 40);
    }

    private static List<ColorJitterParameters> Draws(RandomColorJitterOptions options, int count)
    {
        RandomColorJitter jitter = new(options);
        Rng rng = Rng.For(7, Purpose.Augmentation);
        List<ColorJitterParameters> draws = [];
        for (int i = 0; i < count; i++)
            draws.Add(jitter.Draw(ref rng, s_shape)!.Value);
        return draws;
    }
}
