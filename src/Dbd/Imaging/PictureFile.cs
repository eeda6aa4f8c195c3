using SkiaSharp;

namespace Dbd.Imaging;

/// <summary>Picture files: PNG, JPEG, BMP, WebP, PPM, PGM and the first frame of a GIF in, PNG out.</summary>
public static class PictureFile
{
    /// <summary>The most pixels that a file may unpack to, where <c>DBD_PICTURE_MEMORY</c> allows that many:
    /// bytes are counted in 31 bits.</summary>
    public const long MaxPixels = 500_000_000;

    /// <summary>The most bytes that a file may have: 64 MiB.</summary>
    public const long MaxBytes = 64L * 1024 * 1024;

    private const int EncodedChannels = 4;

    /// <summary>The endings of the names of files that can be read, as <c>.png</c>, whatever their case.</summary>
    public static IReadOnlySet<string> Extensions { get; } =
        new HashSet<string>(
            [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".webp", ".gif", ".ppm", ".pgm", ".pnm"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a picture as 8-bit RGB, as PIL's <c>Image.open(path).convert('RGB')</c>: transparency is dropped,
    /// not composed; colour profiles are ignored.</summary>
    /// <param name="path">The file.</param>
    /// <param name="upright">Whether the picture is turned as its EXIF orientation says, as a person's pictures are; PIL does not.</param>
    /// <exception cref="DbdException">The file is missing, unreadable, no picture, damaged, or too large; the message names it.</exception>
    public static PixelBuffer Read(string path, bool upright = false)
    {
        using EncodedPicture file = EncodedPicture.Open(path);
        PixelBuffer picture = new(new ImageShape(1, 1));
        WholePicture.Read(file, picture, upright);
        return picture;
    }

    /// <summary>Reads a picture as those of a data set are: upright, and made to fit (<see cref="MiddleFit"/>).
    /// A large one is not held whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The size to fit it to.</param>
    /// <exception cref="DbdException">As <see cref="Read"/>.</exception>
    public static PixelBuffer ReadFitted(string path, ImageShape shape)
    {
        using EncodedPicture file = EncodedPicture.Open(path);
        PixelBuffer picture = new(shape);
        StripFit.Read(file, shape, picture);
        return picture;
    }

    /// <summary>Writes a picture as PNG, replacing the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pixels">uint8 <c>[height, width, 3]</c>.</param>
    /// <param name="shape">The picture's size.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void WritePng(string path, ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        byte[] png = ToPng(pixels, shape);
        try
        {
            File.WriteAllBytes(path, png);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"The picture {path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>A picture as the bytes of a PNG file.</summary>
    /// <param name="pixels">uint8 <c>[height, width, 3]</c>.</param>
    /// <param name="shape">The picture's size.</param>
    public static byte[] ToPng(ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        byte[] opaque = new byte[shape.Pixels * EncodedChannels];
        for (int i = 0; i < shape.Pixels; i++)
        {
            Span<byte> pixel = opaque.AsSpan(i * EncodedChannels, EncodedChannels);
            pixels.Slice(i * ImageShape.Channels, ImageShape.Channels).CopyTo(pixel);
            pixel[^1] = byte.MaxValue;
        }
        SKImageInfo info = new(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKImage picture = SKImage.FromPixelCopy(info, opaque);
        using SKData encoded = picture.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }
}
