using Dbd.Imaging;

using SkiaSharp;

namespace Dbd.Testing;

/// <summary>Picture files for tests of what reads them.</summary>
public static class PictureFiles
{
    /// <summary>A PNG of one colour.</summary>
    public static string Png(this TempFolder folder, string name, byte level, int height = 4, int width = 4)
    {
        ImageShape shape = new(height, width);
        string path = folder.Write(name, []);
        PictureFile.WritePng(path, [.. Enumerable.Repeat(level, shape.Bytes)], shape);
        return path;
    }

    /// <summary>A JPEG of 16 x 8 pixels, white above and black below, with an EXIF orientation.</summary>
    public static void Jpeg(this TempFolder folder, string name, byte orientation)
    {
        SKImageInfo info = new(16, 8, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKImage picture = SKImage.FromPixelCopy(
            info, [.. Enumerable.Range(0, 16 * 8 * 4).Select(i => (byte)(i < 16 * 4 * 4 ? 255 : 0))]);
        using SKData data = picture.Encode(SKEncodedImageFormat.Jpeg, 100);
        folder.Write(name, WithExif(data.ToArray(), orientation));
    }

    /// <summary>A JPEG file with an EXIF orientation.</summary>
    public static byte[] WithExif(byte[] file, byte orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0,
            1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
        ];
        return [.. file[..2], .. exif, .. file[2..]];
    }

    /// <summary>A JPEG that has no colours at all, only grey.</summary>
    public static void GreyJpeg(this TempFolder folder, string name, byte level)
    {
        SKImageInfo info = new(8, 8, SKColorType.Gray8, SKAlphaType.Opaque);
        using SKImage picture = SKImage.FromPixelCopy(info, [.. Enumerable.Repeat(level, 64)]);
        using SKData data = picture.Encode(SKEncodedImageFormat.Jpeg, 100);
        folder.Write(name, data.ToArray());
    }
}
