using CsCheck;

using Dbd.Data;
using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Data;

public sealed class HeldOutTests
{
    private static readonly ImageShape s_shape = new(1, 1);

    [Fact]
    public void Both_parts_are_the_whole_and_every_class_gives_its_share() =>
        Gen.Select(Gen.Int[0, 4].Array[20, 200], Gen.Double[0.01, 0.99], Gen.Long).Sample((labels, share, seed) =>
        {
            IImageSource all = Numbered(labels);
            (IImageSource train, IImageSource test) = HeldOut.Split(all, share, seed);
            Assert.Equal(Drawn.Names(all).Order(), Drawn.Names(train).Concat(Drawn.Names(test)).Order());
            foreach (int label in labels.Distinct())
            {
                int count = labels.Count(l => l == label);
                int held = Drawn.Labels(test).Count(l => l == label);
                Assert.Equal(count < 2 ? 0 : Math.Clamp(Math.Round(count * share), 1, count - 1), held);
            }
        });

    [Fact]
    public void The_seed_alone_decides()
    {
        IImageSource all = Drawn.Train(200);
        string[] held = Drawn.Names(HeldOut.Split(all, 0.2, seed: 3).Test);
        Assert.Equal(held, Drawn.Names(HeldOut.Split(all, 0.2, seed: 3).Test));
        Assert.NotEqual(held, Drawn.Names(HeldOut.Split(all, 0.2, seed: 4).Test));
        Assert.Equal(held.Order(Comparer<string>.Create((a, b) => int.Parse(a).CompareTo(int.Parse(b)))), held);
    }

    [Fact]
    public void Samples_keep_picture_label_and_name()
    {
        IImageSource all = Drawn.Train(50);
        foreach (IImageSource part in (IImageSource[])[HeldOut.Split(all, 0.3, 1).Train, HeldOut.Split(all, 0.3, 1).Test])
        {
            for (int i = 0; i < part.Count; i++)
            {
                int original = int.Parse(part.Name(i));
                Assert.Equal(all.Label(original), part.Label(i));
                Assert.Equal(all.Read(original), part.Read(i));
            }
        }
    }

    [Fact]
    public void Too_few_pictures_are_said() =>
        Assert.Contains("too few", Assert.Throws<DbdException>(() => HeldOut.Split(Numbered([0, 1]), 0.1, 0)).Message);

    private static HeldImages Numbered(int[] labels) => new(s_shape, new byte[3 * labels.Length], labels, ["a", "b", "c", "d", "e"]);
}
