using Dbd.Data;
using Dbd.Data.Synthesis;

using Xunit;

namespace Dbd.Tests.Data;

/// <summary>Small data sets to write and read again.</summary>
internal static class Drawn
{
    public static IImageSource Train(int count = 40) => Synthetic.Generate(seed: 1, SyntheticSplit.Train, count);

    public static IImageSource Test(int count = 20) => Synthetic.Generate(seed: 1, SyntheticSplit.Test, count);

    public static int[] Labels(IImageSource data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];

    public static string[] Names(IImageSource data) => [.. Enumerable.Range(0, data.Count).Select(data.Name)];

    /// <summary>The samples of one set are those of the other, in the same order.</summary>
    public static void AssertSame(IImageSource want, IImageSource got)
    {
        Assert.Equal(want.ClassNames, got.ClassNames);
        Assert.Equal(Labels(want), Labels(got));
        for (int i = 0; i < want.Count; i++)
            Assert.Equal(want.Read(i), got.Read(i));
    }

    /// <summary>The samples in the order in which an image folder gives them: by class, then by number.</summary>
    public static Subset ByClass(IImageSource data) => new(data, [.. Enumerable.Range(0, data.Count).OrderBy(data.Label)]);
}
