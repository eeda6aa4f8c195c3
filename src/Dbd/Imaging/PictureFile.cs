using System.Runtime.InteropServices;

using SkiaSharp;

namespace Dbd.Imaging;

/// <summary>Picture files: PNG, JPEG, BMP, WebP and the first frame of a GIF in, PNG out.</summary>
public static class PictureFile
{
    /// <summary>The most pixels that a file may unpack to: 64 megapixels.</summary>
    public const long MaxPixels = 64L * 1024 * 1024;

    private const int DecodedChannels = 4;

    /// <summary>Reads a picture as 8-bit RGB, as PIL's <c>Image.open(path).convert('RGB')</c>: transparency is dropped,
    /// not composed; colour profiles and EXIF orientation are ignored.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">The file is missing, unreadable, no picture, damaged, or too large; the message names it.</exception>
    public static PixelBuffer Read(string path)
    {
        using SKData data = Open(path);
        using SKCodec codec = SKCodec.Create(data)
            ?? throw new DbdException($"{path} is no picture that can be read; use PNG, JPEG, BMP, WebP or GIF.");
        ImageShape shape = new(codec.Info.Height, codec.Info.Width);
        if ((long)shape.Height * shape.Width > MaxPixels)
            throw new DbdException($"{path} unpacks to {shape} pixels, more than the {MaxPixels} allowed; use a smaller picture.");
        byte[] decoded = new byte[shape.Pixels * DecodedChannels];
        Decode(codec, decoded, path);
        return DropAlpha(decoded, shape);
    }

    /// <summary>Writes a picture as PNG, replacing the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pixels">uint8 <c>[height, width, 3]</c>.</param>
    /// <param name="shape">The picture's size.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void WritePng(string path, ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        byte[] opaque = new byte[shape.Pixels * DecodedChannels];
        for (int i = 0; i < shape.Pixels; i++)
        {
            Span<byte> pixel = opaque.AsSpan(i * DecodedChannels, DecodedChannels);
            pixels.Slice(i * ImageShape.Channels, ImageShape.Channels).CopyTo(pixel);
            pixel[^1] = byte.MaxValue;
        }
        SKImageInfo info = new(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKImage picture = SKImage.FromPixelCopy(info, opaque);
        using SKData encoded = picture.Encode(SKEncodedImageFormat.Png, 100);
        try
        {
            File.WriteAllBytes(path, encoded.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"The picture {path} cannot be written: {e.Message}", e);
        }
    }

    private static SKData Open(string path)
    {
        try
        {
            return SKData.CreateCopy(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DbdException($"The picture {path} does not exist.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"The picture {path} cannot be read: {e.Message}", e);
        }
    }

    private static void Decode(SKCodec codec, byte[] decoded, string path)
    {
        // Unpremultiplied, and without a colour space: the bytes of the file, not what a screen would show.
        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        GCHandle pinned = GCHandle.Alloc(decoded, GCHandleType.Pinned);
        try
        {
            SKCodecResult result = codec.GetPixels(info, pinned.AddrOfPinnedObject());
            if (result != SKCodecResult.Success)
                throw new DbdException($"The picture {path} is damaged ({result}); replace the file.");
        }
        finally
        {
            pinned.Free();
        }
    }

    private static PixelBuffer DropAlpha(ReadOnlySpan<byte> decoded, ImageShape shape)
    {
        PixelBuffer picture = new(shape);
        Span<byte> pixels = picture.Pixels;
        for (int i = 0; i < shape.Pixels; i++)
            decoded.Slice(i * DecodedChannels, ImageShape.Channels).CopyTo(pixels[(i * ImageShape.Channels)..]);
        return picture;
    }
}
