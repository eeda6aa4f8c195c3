using System.Buffers;
using System.Runtime.InteropServices;

using SkiaSharp;

namespace Dbd.Imaging;

/// <summary>A picture file of which the header was read and nothing was unpacked yet.</summary>
internal sealed class EncodedPicture : IDisposable
{
    /// <summary>Larger pictures are unpacked into memory that nobody keeps.</summary>
    public const int LargePixels = 4 << 20;

    private const int DecodedChannels = 4;

    private readonly string _path;
    private readonly SKData _data;
    private readonly SKCodec _codec;

    private EncodedPicture(string path, SKData data, SKCodec codec)
    {
        (_path, _data, _codec) = (path, data, codec);
        Shape = new ImageShape(codec.Info.Height, codec.Info.Width);
    }

    /// <summary>The size as stored, before the EXIF orientation.</summary>
    public ImageShape Shape { get; }

    /// <summary>Reads a file and looks at its header.</summary>
    /// <exception cref="DbdException">The file is missing, unreadable, no picture, or too large; the message names it.</exception>
    public static EncodedPicture Open(string path)
    {
        SKData data = Bytes(path);
        SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
        {
            data.Dispose();
            throw new DbdException($"{path} is no picture that can be read; use PNG, JPEG, BMP, WebP or GIF.");
        }
        EncodedPicture picture = new(path, data, codec);
        if ((long)picture.Shape.Height * picture.Shape.Width <= PictureFile.MaxPixels)
            return picture;
        picture.Dispose();
        throw new DbdException($"{path} unpacks to {picture.Shape} pixels, more than the {PictureFile.MaxPixels} allowed; use a smaller picture.");
    }

    /// <summary>Unpacks the picture.</summary>
    /// <param name="target">Becomes the picture; its memory is used again.</param>
    /// <param name="upright">Whether the EXIF orientation is followed.</param>
    /// <exception cref="DbdException">It is damaged; the message names it.</exception>
    public void Decode(PixelBuffer target, bool upright)
    {
        bool isLarge = Shape.Pixels > LargePixels;
        byte[] decoded = isLarge ? new byte[Shape.Pixels * DecodedChannels] : ArrayPool<byte>.Shared.Rent(Shape.Pixels * DecodedChannels);
        try
        {
            // A GIF's frame may leave pixels of the picture untouched.
            Array.Clear(decoded, 0, Shape.Pixels * DecodedChannels);
            Decode(decoded);
            DropAlpha(decoded, target.Back(Shape));
        }
        finally
        {
            if (!isLarge)
                ArrayPool<byte>.Shared.Return(decoded);
        }
        target.Swap(Shape);
        if (upright)
            Orientation.Apply(target, (int)_codec.EncodedOrigin);
    }

    public void Dispose()
    {
        _codec.Dispose();
        _data.Dispose();
    }

    private static SKData Bytes(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > PictureFile.MaxBytes)
                throw new DbdException($"{path} has {length} bytes, more than the {PictureFile.MaxBytes} allowed; use a smaller picture.");
            // An empty file is not opened: it may be a pipe, which would wait for ever.
            return length == 0 ? SKData.Empty : SKData.CreateCopy(File.ReadAllBytes(path));
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

    private void Decode(byte[] decoded)
    {
        // Unpremultiplied, and without a colour space: the bytes of the file, not what a screen would show.
        SKImageInfo info = new(Shape.Width, Shape.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        GCHandle pinned = GCHandle.Alloc(decoded, GCHandleType.Pinned);
        try
        {
            SKCodecResult result = _codec.GetPixels(info, pinned.AddrOfPinnedObject());
            if (result != SKCodecResult.Success)
                throw new DbdException($"The picture {_path} is damaged ({result}); replace the file.");
        }
        finally
        {
            pinned.Free();
        }
    }

    private static void DropAlpha(ReadOnlySpan<byte> decoded, Span<byte> pixels)
    {
        for (int from = 0, to = 0; to < pixels.Length; from += DecodedChannels, to += ImageShape.Channels)
        {
            pixels[to] = decoded[from];
            pixels[to + 1] = decoded[from + 1];
            pixels[to + 2] = decoded[from + 2];
        }
    }
}
