using Dbd.Imaging;

namespace Dbd.Data.Formats.Cifar;

/// <summary>The records of one CIFAR file, as they lie in it.</summary>
/// <param name="Data">Records one after the other: what precedes the pixels, then 1024 red, 1024 green, 1024 blue bytes.</param>
/// <param name="Header">Bytes before each record's pixels.</param>
/// <param name="Labels">One a record.</param>
internal sealed record CifarBatch(byte[] Data, int Header, int[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>Writes the pictures as height-width-channel.</summary>
    public void CopyInterleaved(Span<byte> target)
    {
        int planes = CifarLayout.Shape.Bytes;
        for (int i = 0; i < Count; i++)
            Interleave(Data.AsSpan(i * (Header + planes) + Header, planes), target.Slice(i * planes, planes));
    }

    /// <summary>Pixel by pixel from plane by plane.</summary>
    public static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        int count = planes.Length / ImageShape.Channels;
        ReadOnlySpan<byte> red = planes[..count];
        ReadOnlySpan<byte> green = planes.Slice(count, count);
        ReadOnlySpan<byte> blue = planes.Slice(2 * count, count);
        for (int p = 0; p < count; p++)
        {
            pixels[3 * p] = red[p];
            pixels[3 * p + 1] = green[p];
            pixels[3 * p + 2] = blue[p];
        }
    }

    /// <summary>Plane by plane from pixel by pixel.</summary>
    public static void Separate(ReadOnlySpan<byte> pixels, Span<byte> planes)
    {
        int count = planes.Length / ImageShape.Channels;
        for (int p = 0; p < count; p++)
        {
            planes[p] = pixels[3 * p];
            planes[count + p] = pixels[3 * p + 1];
            planes[2 * count + p] = pixels[3 * p + 2];
        }
    }
}
