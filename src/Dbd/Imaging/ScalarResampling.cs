namespace Dbd.Imaging;

/// <summary>The two passes of <see cref="Resampling"/>, one byte after the other.</summary>
internal static class ScalarResampling
{
    public static void Horizontal(PixelView source, ResamplingWeights weights, Span<byte> destination)
    {
        int at = 0;
        for (int y = 0; y < source.Shape.Height; y++)
        {
            ReadOnlySpan<byte> row = source.Row(y);
            for (int x = 0; x < weights.Length; x++)
            {
                for (int channel = 0; channel < ImageShape.Channels; channel++)
                {
                    int first = weights.First(x) * ImageShape.Channels + channel;
                    destination[at++] = Weighted(row[first..], ImageShape.Channels, weights.At(x));
                }
            }
        }
    }

    public static void Vertical(PixelView source, ResamplingWeights weights, Span<byte> destination)
    {
        int at = 0;
        for (int y = 0; y < weights.Length; y++)
        {
            ReadOnlySpan<byte> rows = source.Bytes[(weights.First(y) * source.Stride)..];
            for (int x = 0; x < source.Shape.Stride; x++)
                destination[at++] = Weighted(rows[x..], source.Stride, weights.At(y));
        }
    }

    private static byte Weighted(ReadOnlySpan<byte> values, int step, ReadOnlySpan<int> weights)
    {
        int sum = 1 << (ResamplingWeights.Precision - 1);
        for (int j = 0; j < weights.Length; j++)
            sum += values[j * step] * weights[j];
        return (byte)Math.Clamp(sum >> ResamplingWeights.Precision, 0, 255);
    }
}
