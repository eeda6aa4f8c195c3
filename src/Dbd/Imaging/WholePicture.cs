namespace Dbd.Imaging;

/// <summary>Reads a picture file with all its pixels.</summary>
internal static class WholePicture
{
    /// <summary>Reads a picture.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">Becomes the picture; its memory is used again.</param>
    /// <param name="upright">Whether the EXIF orientation is followed.</param>
    /// <exception cref="DbdException">The file is damaged; the message names it.</exception>
    public static void Read(EncodedPicture file, PixelBuffer target, bool upright)
    {
        ImageShape shape = file.Shape;
        file.Unpack((top, rows) => DropAlpha(rows, target.Back(shape)[(top * shape.Stride)..]), more: shape.Bytes);
        target.Swap(shape);
        if (upright)
            Orientation.Apply(target, file.Exif);
    }

    /// <summary>Keeps red, green and blue.</summary>
    /// <param name="rows">uint8 <c>[pixels, 4]</c>.</param>
    /// <param name="pixels">uint8 <c>[pixels, 3]</c>, or longer.</param>
    public static void DropAlpha(ReadOnlySpan<byte> rows, Span<byte> pixels)
    {
        for (int from = 0, to = 0; from < rows.Length; from += EncodedPicture.StripChannels, to += ImageShape.Channels)
        {
            pixels[to] = rows[from];
            pixels[to + 1] = rows[from + 1];
            pixels[to + 2] = rows[from + 2];
        }
    }
}
