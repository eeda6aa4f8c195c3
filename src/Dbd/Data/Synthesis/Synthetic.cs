using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Data.Synthesis;

/// <summary>Which of the two disjoint streams of synthetic pictures.</summary>
public enum SyntheticSplit
{
    /// <summary>For training.</summary>
    Train = 0,

    /// <summary>For testing.</summary>
    Test = 1,
}

/// <summary>
/// A data set that is drawn instead of downloaded: 10 classes of 32x32 RGB pictures, five shapes and five patterns, varied in
/// colour, place, size, tilt, background, light, specks and noise, so that they have to be learned.
/// </summary>
/// <remarks>A function of (seed, split, index), the same bytes on every machine.</remarks>
public static class Synthetic
{
    /// <summary>The size of every picture, that of CIFAR-10.</summary>
    public static ImageShape Shape { get; } = new(32, 32);

    /// <summary>The names of the ten classes, in label order.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = [.. Figures.All.Select(f => f.Name)];

    /// <summary>Draws a data set with as many pictures of each class, give or take one, in random order.</summary>
    /// <param name="seed">Another seed gives other pictures.</param>
    /// <param name="split">Train or test: they share no picture.</param>
    /// <param name="count">Number of pictures, at least 0.</param>
    /// <returns>The pictures; a larger count with the same seed gives others, not more of the same.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static IImageSource Generate(long seed, SyntheticSplit split, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        byte[] labels = Labels(seed, split, count);
        byte[] images = new byte[(long)count * Shape.Bytes];
        Parallel.For(0, count, i =>
        {
            Rng rng = Stream(seed, split, i);
            Scene scene = new(Figures.All[labels[i]], ref rng);
            scene.Draw(images.AsSpan(i * Shape.Bytes, Shape.Bytes), Shape, ref rng);
        });
        return new HeldImages(Shape, images, [.. labels.Select(label => (int)label)], ClassNames);
    }

    private static byte[] Labels(long seed, SyntheticSplit split, int count)
    {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
            labels[i] = (byte)(i % Figures.All.Count);
        Stream(seed, split, -1).Shuffle<byte>(labels);
        return labels;
    }

    // Bit 32 and above of the index name the split, so that the streams never meet; -1 is the order's.
    private static Rng Stream(long seed, SyntheticSplit split, int index) =>
        Rng.For(seed, Purpose.Synthesis, epoch: 0, ((long)split << 32) | (uint)index);
}
