using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>Pictures of one channel.</summary>
internal static class GreyPictures
{
    /// <summary>Makes them pictures of three equal ones.</summary>
    /// <param name="grey">uint8 <c>[count, height, width]</c>.</param>
    /// <param name="count">How many.</param>
    /// <param name="shape">The size of each.</param>
    /// <returns>uint8 <c>[count, height, width, 3]</c>.</returns>
    /// <exception cref="DbdException">They do not fit into memory.</exception>
    public static byte[] ToRgb(ReadOnlySpan<byte> grey, int count, ImageShape shape)
    {
        byte[] pixels = PictureBlock.For(count, shape);
        for (int i = 0; i < grey.Length; i++)
            pixels.AsSpan(i * ImageShape.Channels, ImageShape.Channels).Fill(grey[i]);
        return pixels;
    }
}
