using System.Security.Cryptography;

using CsCheck;

using Dbd.Data;
using Dbd.Data.Synthesis;

using Xunit;

namespace Dbd.Tests.Data.Synthesis;

public class SyntheticTests
{
    [Fact]
    public void The_same_seed_draws_the_same_bytes()
    {
        Assert.Equal(Bytes(Synthetic.Generate(7, SyntheticSplit.Train, 50)), Bytes(Synthetic.Generate(7, SyntheticSplit.Train, 50)));
    }

    // Only correctly rounded arithmetic is used, so this holds on every machine. A change of the drawing changes it.
    [Fact]
    public void The_bytes_are_those_of_every_machine()
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Bytes(Synthetic.Generate(1, SyntheticSplit.Train, 200))));

        Assert.Equal("39efa3f86b2fb40686c28202ebecd3a082fdb522b4628a81228bca3bf5760c1e", hash);
    }

    [Fact]
    public void Another_seed_draws_other_pictures() =>
        Assert.Equal(100, Distinct(Synthetic.Generate(1, SyntheticSplit.Train, 50), Synthetic.Generate(2, SyntheticSplit.Train, 50)));

    [Fact]
    public void Train_and_test_share_no_picture() =>
        Assert.Equal(100, Distinct(Synthetic.Generate(1, SyntheticSplit.Train, 50), Synthetic.Generate(1, SyntheticSplit.Test, 50)));

    [Fact]
    public void The_classes_are_balanced_whatever_the_count() =>
        Gen.Select(Gen.Long, Gen.Int[0, 64]).Sample((seed, count) =>
        {
            int[] perClass = PerClass(Synthetic.Generate(seed, SyntheticSplit.Test, count));
            return perClass.Sum() == count && perClass.Max() - perClass.Min() <= 1;
        }, iter: 30);

    [Fact]
    public void The_labels_are_not_in_a_fixed_order()
    {
        int[] first = Labels(Synthetic.Generate(1, SyntheticSplit.Train, 200));
        int[] second = Labels(Synthetic.Generate(2, SyntheticSplit.Train, 200));

        Assert.NotEqual(first, second);
        Assert.NotEqual(first, first.Order());
        Assert.NotEqual(first, Enumerable.Range(0, 200).Select(i => i % 10));
    }

    [Fact]
    public void It_has_ten_named_classes_of_32x32_pictures()
    {
        IImageSource data = Synthetic.Generate(1, SyntheticSplit.Train, 3);

        Assert.Equal(3, data.Count);
        Assert.Equal(Synthetic.Shape, data.Shape);
        Assert.Equal(32 * 32 * 3, data.Read(2).Length);
        Assert.Equal(
            ["disc", "stripes", "triangle", "rings", "frame", "checkerboard", "star", "dots", "crescent", "zigzag"],
            data.ClassNames);
    }

    [Fact]
    public void Every_picture_has_contrast_and_many_values()
    {
        IImageSource data = Synthetic.Generate(3, SyntheticSplit.Train, 200);
        for (int i = 0; i < data.Count; i++)
        {
            byte[] image = data.Read(i);
            Assert.True(image.Max() - image.Min() > 60, $"picture {i} is flat");
            Assert.True(image.Distinct().Count() > 60, $"picture {i} has few values");
        }
    }

    [Fact]
    public void Colour_does_not_tell_the_class()
    {
        IImageSource data = Synthetic.Generate(4, SyntheticSplit.Train, 1000);
        double[,] sums = new double[10, 3];
        for (int i = 0; i < data.Count; i++)
        {
            ReadOnlySpan<byte> image = data.Read(i);
            for (int j = 0; j < image.Length; j++)
                sums[data.Label(i), j % 3] += image[j] / (100.0 * 1024);
        }

        // The means of single pictures differ by some 30; those of classes hardly.
        Assert.All(sums.Cast<double>(), mean => Assert.InRange(mean, 105, 150));
    }

    [Fact]
    public void A_negative_count_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Synthetic.Generate(1, SyntheticSplit.Train, -1));

    private static byte[] Bytes(IImageSource data) =>
        [.. Enumerable.Range(0, data.Count).SelectMany(i => (byte[])[(byte)data.Label(i), .. data.Read(i)])];

    private static int[] Labels(IImageSource data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];

    private static int[] PerClass(IImageSource data)
    {
        int[] counts = new int[10];
        foreach (int label in Labels(data))
            counts[label]++;
        return counts;
    }

    private static int Distinct(params IImageSource[] sets) =>
        sets.SelectMany(d => Enumerable.Range(0, d.Count).Select(i => Convert.ToBase64String(d.Read(i)))).Distinct().Count();
}
