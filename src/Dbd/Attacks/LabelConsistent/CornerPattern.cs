using Dbd.Imaging;

namespace Dbd.Attacks.LabelConsistent;

/// <summary>Black and white pixels in the four corners of a picture. On one of another size than 32x32 they are as large in proportion, by
/// the nearest pixel.</summary>
internal static class CornerPattern
{
    private const int Side = 32;
    private const int Corner = 3;

    // '+' lighter, '-' darker; from the picture's top.
    private static readonly string[] s_pattern = ["--+", "-+-", "+-+"];

    /// <summary>Adds it: + 255 * amplitude where it is light, - where it is dark; then towards zero, within a byte.</summary>
    /// <param name="image">uint8 <c>[height, width, 3]</c>.</param>
    /// <param name="shape">Its size.</param>
    /// <param name="amplitude">In (0, 1].</param>
    public static void Add(Span<byte> image, ImageShape shape, double amplitude)
    {
        float step = (float)(255 * amplitude);
        foreach ((int pixel, int sign) in Pixels(shape, isMirrored: true))
        {
            foreach (ref byte value in image.Slice(pixel * ImageShape.Channels, ImageShape.Channels))
                value = (byte)Math.Clamp(value + sign * step, byte.MinValue, byte.MaxValue);
        }
    }

    /// <summary>Puts it over the picture.</summary>
    /// <param name="image">uint8 <c>[height, width, 3]</c>.</param>
    /// <param name="shape">Its size.</param>
    public static void Stamp(Span<byte> image, ImageShape shape)
    {
        foreach ((int pixel, int sign) in Pixels(shape, isMirrored: false))
            image.Slice(pixel * ImageShape.Channels, ImageShape.Channels).Fill(sign > 0 ? byte.MaxValue : byte.MinValue);
    }

    // Mirrored: that of the left corners.
    private static IEnumerable<(int Pixel, int Sign)> Pixels(ImageShape shape, bool isMirrored)
    {
        for (int i = 0; i < shape.Pixels; i++)
        {
            int row = i / shape.Width * Side / shape.Height;
            int column = i % shape.Width * Side / shape.Width;
            if (InCorner(row) is { } y && InCorner(column) is { } x)
                yield return (i, s_pattern[y][isMirrored && column < Corner ? Corner - 1 - x : x] == '+' ? 1 : -1);
        }
    }

    private static int? InCorner(int place) => place switch
    {
        < Corner => place,
        >= Side - Corner => place - (Side - Corner),
        _ => null,
    };
}
