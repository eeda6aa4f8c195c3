using Dbd.Imaging;

namespace Dbd.Attacks.Bpp;

/// <summary>What coarsening takes from one picture, put on another.</summary>
internal static class Residual
{
    /// <summary>Puts it on.</summary>
    /// <param name="image">Changed in place.</param>
    /// <param name="other">The other picture.</param>
    /// <param name="coarse">The same, coarsened.</param>
    /// <param name="negatives">With which sign.</param>
    public static void Put(Span<byte> image, ReadOnlySpan<byte> other, ReadOnlySpan<byte> coarse, BppNegatives negatives)
    {
        for (int i = 0; i < image.Length; i++)
        {
            int residual = coarse[i] - other[i];
            image[i] = negatives == BppNegatives.Added
                ? (byte)Math.Clamp(image[i] + residual, byte.MinValue, byte.MaxValue)
                : Quantization.Level((image[i] - residual) / 255f, LevelRounding.Truncate);
        }
    }
}
