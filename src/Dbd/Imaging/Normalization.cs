namespace Dbd.Imaging;

/// <summary>Bytes to numbers of mean 0 and standard deviation 1 over the data set: (x - 255 mean) / (255 std), per channel.</summary>
/// <remarks>In binary32 throughout, as the reference's GPU prefetcher does; 256 values a channel, computed once.</remarks>
public sealed class Normalization
{
    private const int Values = 256;

    private readonly float[] _table = new float[ImageShape.Channels * Values];
    private readonly float[] _offsets = new float[ImageShape.Channels];
    private readonly float[] _scales = new float[ImageShape.Channels];

    /// <summary>Makes the normalization.</summary>
    /// <param name="mean">Mean of R, G and B over the data set, in [0, 1].</param>
    /// <param name="std">Standard deviation of R, G and B, above 0, in the same unit.</param>
    /// <exception cref="ArgumentException">There are not three of each, or a deviation is not above 0.</exception>
    public Normalization(IReadOnlyList<double> mean, IReadOnlyList<double> std)
    {
        if (mean.Count != ImageShape.Channels || std.Count != ImageShape.Channels)
            throw new ArgumentException($"There are {mean.Count} means and {std.Count} deviations for three channels.");
        for (int channel = 0; channel < ImageShape.Channels; channel++)
        {
            if (!(std[channel] > 0))
                throw new ArgumentException($"The standard deviation {std[channel]} is not above 0.", nameof(std));
            _offsets[channel] = (float)(mean[channel] * 255);
            _scales[channel] = (float)(std[channel] * 255);
            for (int value = 0; value < Values; value++)
                _table[channel * Values + value] = (value - _offsets[channel]) / _scales[channel];
        }
    }

    /// <summary>Normalizes pixels in their order: a row of an NHWC batch.</summary>
    /// <param name="pixels">uint8 <c>[.., 3]</c>.</param>
    /// <param name="destination">float32 <c>[.., 3]</c>, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no whole number of pixels.</exception>
    public void Apply(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        ThrowIfMismatched(pixels, destination);
        int done = Simd.Enabled ? VectorNormalization.Apply(pixels, destination, _offsets, _scales) : 0;
        ApplyTable(pixels[done..], destination[done..]);
    }

    /// <summary>The plain form of <see cref="Apply"/>: one look-up after the other.</summary>
    internal void ApplyTable(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        ReadOnlySpan<float> red = Channel(0), green = Channel(1), blue = Channel(2);
        for (int i = 0; i + 2 < pixels.Length; i += ImageShape.Channels)
        {
            destination[i] = red[pixels[i]];
            destination[i + 1] = green[pixels[i + 1]];
            destination[i + 2] = blue[pixels[i + 2]];
        }
    }

    /// <summary>Normalizes pixels into planes, as PyTorch's contiguous images.</summary>
    /// <param name="pixels">uint8 <c>[height, width, 3]</c>.</param>
    /// <param name="planes">float32 <c>[3, height, width]</c>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no whole number of pixels.</exception>
    public void ApplyPlanar(ReadOnlySpan<byte> pixels, Span<float> planes)
    {
        ThrowIfMismatched(pixels, planes);
        int count = pixels.Length / ImageShape.Channels;
        for (int channel = 0; channel < ImageShape.Channels; channel++)
        {
            ReadOnlySpan<float> table = Channel(channel);
            Span<float> plane = planes.Slice(channel * count, count);
            for (int i = 0; i < count; i++)
                plane[i] = table[pixels[i * ImageShape.Channels + channel]];
        }
    }

    private ReadOnlySpan<float> Channel(int channel) => _table.AsSpan(channel * Values, Values);

    private static void ThrowIfMismatched(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        if (pixels.Length != destination.Length || pixels.Length % ImageShape.Channels != 0)
            throw new ArgumentException($"{pixels.Length} bytes cannot become {destination.Length} numbers of three channels.");
    }
}
