using Dbd.Imaging;

namespace Dbd.Data.Formats.Cifar;

/// <summary>The order of a picture's bytes: CIFAR's files have it plane by plane, everything else pixel by pixel.</summary>
internal static class CifarPlanes
{
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
