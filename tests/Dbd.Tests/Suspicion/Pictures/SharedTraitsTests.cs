using Dbd.Data;
using Dbd.Imaging;
using Dbd.Randomness;
using Dbd.Suspicion.Pictures;

using Xunit;

namespace Dbd.Tests.Suspicion.Pictures;

public sealed class SharedTraitsTests
{
    private const int Count = 1000;
    private const int Classes = 4;

    private static readonly ImageShape s_shape = new(16, 16);

    // Of the hundred most suspicious, those of label 1 get a patch of 4 x 4, which a camera's noise of some levels lies over.
    [Theory]
    [InlineData(100)]
    [InlineData(40)]
    public void A_patch_that_suspects_share_is_found_where_it_is(int with)
    {
        byte[] images = Noise();
        int[] ranked = Ranked(60);
        foreach (int sample in ranked.Take(with).Where(i => Label(i) == 1))
            Stamp(images, sample, top: 12, left: 11);
        SharedTraits shared = SharedTraits.Of(Data(images), ranked)!;
        Assert.Equal((1, 60, 60), (shared.Leading.Label, shared.Leading.Count, shared.Suspects));
        CommonPatch patch = shared.Patch!;
        Assert.Equal(new Window(12, 11, 4), patch.Window);
        Assert.Equal(Math.Min(60, with) / 60.0, patch.Suspects, 9);
        Assert.Equal((0.0, 0.0), (patch.Rest, patch.Others));
    }

    [Fact]
    public void What_all_pictures_share_is_no_patch_of_the_suspects()
    {
        byte[] images = Noise();
        foreach (int sample in Enumerable.Range(0, Count))
            Stamp(images, sample, top: 0, left: 0);
        Assert.Null(SharedTraits.Of(Data(images), Ranked(60))!.Patch);
    }

    // What a third of the other labels show too: a background.
    [Fact]
    public void What_other_labels_often_show_is_none_either()
    {
        byte[] images = Noise();
        int[] ranked = Ranked(60);
        foreach (int sample in ranked.Take(100).Where(i => Label(i) == 1).Concat(ranked.Skip(100).Where(i => Label(i) != 1 && i % 3 == 0)))
            Stamp(images, sample, top: 0, left: 0);
        Assert.Null(SharedTraits.Of(Data(images), ranked)!.Patch);
    }

    [Fact]
    public void Noise_has_none() => Assert.Null(SharedTraits.Of(Data(Noise()), Ranked(60))!.Patch);

    // By another way: sums over the arrays themselves.
    [Fact]
    public void The_means_and_their_difference_are_those_of_the_pixels()
    {
        byte[] images = Noise();
        int[] ranked = Ranked(60);
        SharedTraits shared = SharedTraits.Of(Data(images), ranked)!;
        int[] suspects = [.. ranked.Take(100).Where(i => Label(i) == 1)];
        int[] rest = [.. ranked.Skip(100).Where(i => Label(i) == 1)];
        Assert.Equal(rest.Length, shared.Rest);
        double[] differences = new double[s_shape.Bytes];
        for (int i = 0; i < s_shape.Bytes; i++)
        {
            double mean = suspects.Average(s => (double)images[s * s_shape.Bytes + i]);
            double other = rest.Average(s => (double)images[s * s_shape.Bytes + i]);
            Assert.Equal(mean, shared.MeanOfSuspects.Span[i], 0.5001);
            Assert.Equal(other, shared.MeanOfRest.Span[i], 0.5001);
            differences[i] = mean - other;
        }
        Assert.Equal(127.5 / differences.Max(Math.Abs), shared.Times, 9);
        for (int i = 0; i < s_shape.Bytes; i++)
            Assert.Equal(127.5 + shared.Times * differences[i], shared.Difference.Span[i], 0.5001);
    }

    [Fact]
    public void Of_few_samples_nothing_is_told() => Assert.Null(SharedTraits.Of(Data(Noise()), [.. Enumerable.Range(0, 150)]));

    private static int Label(int sample) => sample % Classes;

    private static byte[] Noise()
    {
        byte[] images = new byte[Count * s_shape.Bytes];
        Rng rng = Rng.For(1, Purpose.Synthesis);
        for (int i = 0; i < images.Length; i++)
            images[i] = (byte)rng.NextInt(256);
        return images;
    }

    // The first hundred hold so many of label 1, and as many of the others as fit.
    private static int[] Ranked(int ofLabel)
    {
        int[] all = [.. Enumerable.Range(0, Count)];
        int[] first = [.. all.Where(i => Label(i) == 1).Take(ofLabel), .. all.Where(i => Label(i) != 1).Take(100 - ofLabel)];
        return [.. first, .. all.Except(first)];
    }

    private static void Stamp(byte[] images, int sample, int top, int left)
    {
        Rng rng = Rng.For(2, Purpose.Synthesis, sample);
        for (int y = top; y < top + 4; y++)
        {
            for (int x = 3 * left; x < 3 * (left + 4); x++)
                images[sample * s_shape.Bytes + y * s_shape.Stride + x] = (byte)((x / 3 + y) % 2 * 200 + rng.NextInt(16));
        }
    }

    private static HeldImages Data(byte[] images) => new(
        s_shape, images, [.. Enumerable.Range(0, Count).Select(Label)], ["plane", "car", "bird", "cat"]);
}
