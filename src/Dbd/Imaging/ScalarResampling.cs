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

    /// <summary>As <see cref="Horizontal"/> before rounding, of some columns of a picture: over all of them, the sums become its.</summary>
    /// <param name="columns">The columns, with as many rows as the picture.</param>
    /// <param name="left">The first one's place in the picture.</param>
    /// <param name="weights">Those of whole rows.</param>
    /// <param name="sums">int32 <c>[height, new width, 3]</c>, added to.</param>
    public static void AddHorizontal(PixelView columns, int left, ResamplingWeights weights, Span<int> sums)
    {
        int right = left + columns.Shape.Width;
        for (int x = 0; x < weights.Length; x++)
        {
            ReadOnlySpan<int> all = weights.At(x);
            int first = Math.Max(weights.First(x), left);
            int count = Math.Min(weights.First(x) + all.Length, right) - first;
            if (count <= 0)
                continue;
            ReadOnlySpan<int> some = all.Slice(first - weights.First(x), count);
            for (int y = 0; y < columns.Shape.Height; y++)
            {
                ReadOnlySpan<byte> pixels = columns.Row(y).Slice((first - left) * ImageShape.Channels, count * ImageShape.Channels);
                Span<int> sum = sums.Slice((y * weights.Length + x) * ImageShape.Channels, ImageShape.Channels);
                for (int channel = 0; channel < ImageShape.Channels; channel++)
                    sum[channel] += Sum(pixels[channel..], ImageShape.Channels, some);
            }
        }
    }

    /// <summary>Sums of weighted bytes as bytes.</summary>
    public static void Round(ReadOnlySpan<int> sums, Span<byte> destination)
    {
        for (int i = 0; i < sums.Length; i++)
            destination[i] = Round(sums[i]);
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

    private static byte Weighted(ReadOnlySpan<byte> values, int step, ReadOnlySpan<int> weights) => Round(Sum(values, step, weights));

    private static int Sum(ReadOnlySpan<byte> values, int step, ReadOnlySpan<int> weights)
    {
        int sum = 0;
        for (int j = 0; j < weights.Length; j++)
            sum += values[j * step] * weights[j];
        return sum;
    }

    private static byte Round(int sum) =>
        (byte)Math.Clamp((sum + (1 << (ResamplingWeights.Precision - 1))) >> ResamplingWeights.Precision, 0, 255);
}
