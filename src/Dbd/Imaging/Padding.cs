namespace Dbd.Imaging;

/// <summary>Where the pixels outside a picture come from.</summary>
/// <remarks>numpy 1.24's <c>pad</c>, which torchvision uses for all modes but <see cref="PaddingMode.Constant"/>.</remarks>
internal static class Padding
{
    /// <summary>The position within the picture that stands for one outside; -1 for black.</summary>
    /// <param name="index">Any position; those from 0 to <paramref name="length"/> - 1 stand for themselves.</param>
    /// <param name="length">The picture's length along this axis.</param>
    /// <param name="mode">What lies outside.</param>
    public static int SourceIndex(int index, int length, PaddingMode mode)
    {
        if ((uint)index < (uint)length)
            return index;
        return mode switch
        {
            PaddingMode.Edge => Math.Clamp(index, 0, length - 1),
            PaddingMode.Reflect => length == 1 ? 0 : Mirror(index, length, 2 * length - 2),
            PaddingMode.Symmetric => Mirror(index, length, 2 * length),
            _ => -1,
        };
    }

    /// <summary>Fills a row with the pixels from position <paramref name="left"/> on.</summary>
    public static void CutRow(ReadOnlySpan<byte> source, int left, Span<byte> destination, PaddingMode mode)
    {
        int length = source.Length / ImageShape.Channels;
        int width = destination.Length / ImageShape.Channels;
        int insideFrom = Math.Clamp(-left, 0, width);
        int insideTo = Math.Clamp(length - left, insideFrom, width);
        Outside(source, left, destination, 0, insideFrom, mode);
        source.Slice((insideFrom < insideTo ? left + insideFrom : 0) * ImageShape.Channels, (insideTo - insideFrom) * ImageShape.Channels)
            .CopyTo(destination[(insideFrom * ImageShape.Channels)..]);
        Outside(source, left, destination, insideTo, width, mode);
    }

    private static void Outside(ReadOnlySpan<byte> source, int left, Span<byte> destination, int from, int to, PaddingMode mode)
    {
        for (int x = from; x < to; x++)
        {
            int index = SourceIndex(left + x, source.Length / ImageShape.Channels, mode);
            Span<byte> pixel = destination.Slice(x * ImageShape.Channels, ImageShape.Channels);
            if (index < 0)
                pixel.Clear();
            else
                source.Slice(index * ImageShape.Channels, ImageShape.Channels).CopyTo(pixel);
        }
    }

    private static int Mirror(int index, int length, int period)
    {
        int phase = index % period;
        if (phase < 0)
            phase += period;
        return phase < length ? phase : period - phase - (period == 2 * length ? 1 : 0);
    }
}
