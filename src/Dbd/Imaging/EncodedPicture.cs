using System.Buffers;
using System.Runtime.InteropServices;

using SkiaSharp;

namespace Dbd.Imaging;

/// <summary>A picture file of which the header was read and nothing was unpacked yet.</summary>
internal sealed class EncodedPicture : IDisposable
{
    /// <summary>Larger pictures are handed over in strips of about so many pixels.</summary>
    public const int StripPixels = 1 << 18;

    /// <summary>Bytes of a pixel of a strip: red, green, blue, and alpha.</summary>
    public const int StripChannels = 4;

    // Skia reads others too, for which nobody counted what they take.
    private static readonly SKEncodedImageFormat[] s_formats =
    [
        SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Bmp,
        SKEncodedImageFormat.Webp, SKEncodedImageFormat.Gif,
    ];

    private readonly string _path;
    private readonly PictureBytes _file;
    private readonly SKCodec _codec;

    private EncodedPicture(string path, PictureBytes file, SKCodec codec)
    {
        (_path, _file, _codec) = (path, file, codec);
        Shape = new ImageShape(codec.Info.Height, codec.Info.Width);
    }

    /// <summary>Takes a part of a picture.</summary>
    /// <param name="top">Its first row.</param>
    /// <param name="rows">uint8 <c>[rows, width, 4]</c>.</param>
    public delegate void StripTaker(int top, ReadOnlySpan<byte> rows);

    /// <summary>The size as stored, before the EXIF orientation.</summary>
    public ImageShape Shape { get; }

    /// <summary>The EXIF orientation, 1 (upright) to 8.</summary>
    public int Exif => (int)_codec.EncodedOrigin;

    private SKImageInfo Info =>
        // Unpremultiplied, and without a colour space: the bytes of the file, not what a screen would show.
        new(Shape.Width, Shape.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);

    private int RowBytes => Shape.Width * StripChannels;

    private int StripRows => Math.Clamp(StripPixels / Shape.Width, 1, Shape.Height);

    private long Needed => PictureMemory.Needed(Shape, _codec.EncodedFormat, _file.Data.AsSpan());

    /// <summary>Reads a file and looks at its header.</summary>
    /// <exception cref="DbdException">The file is missing, unreadable, no picture, or too large; the message names it.</exception>
    public static EncodedPicture Open(string path)
    {
        PictureBytes file = PictureBytes.Read(path);
        SKCodec? codec = SKCodec.Create(file.Data);
        try
        {
            if (codec is null || !s_formats.Contains(codec.EncodedFormat))
                throw new DbdException($"{path} is no picture that can be read; use PNG, JPEG, BMP, WebP or GIF.");
            EncodedPicture picture = new(path, file, codec);
            picture.CheckSize();
            return picture;
        }
        catch
        {
            codec?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks the picture, its strips from above; a small one is one strip.</summary>
    /// <param name="take">Is given the strips.</param>
    /// <param name="more">Bytes that the caller takes meanwhile.</param>
    /// <exception cref="DbdException">It is damaged; the message names it.</exception>
    public void Unpack(StripTaker take, long more)
    {
        using IDisposable room = PictureMemory.Pictures.Enter(Needed + more);
        if (Shape.Pixels > StripPixels && _codec.EncodedFormat != SKEncodedImageFormat.Jpeg)
            UnpackWhole(take);
        else
            UnpackStrips(take);
    }

    public void Dispose()
    {
        _codec.Dispose();
        _file.Dispose();
    }

    private void CheckSize()
    {
        if ((long)Shape.Height * Shape.Width > PictureFile.MaxPixels)
            throw new DbdException($"{_path} has {Shape} pixels, more than the {PictureFile.MaxPixels} allowed; use a smaller picture.");
        PictureMemory.Check(_path, Shape, _codec.EncodedFormat, Needed);
    }

    // Only its JPEG decoder gives rows as it comes by them.
    private void UnpackStrips(StripTaker take)
    {
        byte[] strip = ArrayPool<byte>.Shared.Rent(StripRows * RowBytes);
        GCHandle pinned = GCHandle.Alloc(strip, GCHandleType.Pinned);
        try
        {
            // A GIF's frame may leave pixels of the picture untouched.
            Array.Clear(strip, 0, StripRows * RowBytes);
            bool isWhole = StripRows == Shape.Height;
            Check(isWhole ? _codec.GetPixels(Info, pinned.AddrOfPinnedObject()) : _codec.StartScanlineDecode(Info));
            for (int top = 0; top < Shape.Height; top += StripRows)
            {
                int rows = Math.Min(StripRows, Shape.Height - top);
                if (!isWhole && _codec.GetScanlines(pinned.AddrOfPinnedObject(), rows, RowBytes) < rows)
                    Check(SKCodecResult.IncompleteInput);
                take(top, strip.AsSpan(0, rows * RowBytes));
            }
        }
        finally
        {
            pinned.Free();
            ArrayPool<byte>.Shared.Return(strip);
        }
    }

    private void UnpackWhole(StripTaker take)
    {
        // Memory outside of the garbage collector's, which goes back at once.
        using SKBitmap whole = new();
        if (!whole.TryAllocPixels(Info, SKBitmapAllocFlags.ZeroPixels))
            throw new DbdException($"There is not enough memory to unpack {_path}, {Shape} pixels; use a smaller picture.");
        Check(_codec.GetPixels(Info, whole.GetPixels()));
        for (int top = 0; top < Shape.Height; top += StripRows)
            take(top, whole.GetPixelSpan().Slice(top * RowBytes, Math.Min(StripRows, Shape.Height - top) * RowBytes));
    }

    private void Check(SKCodecResult result)
    {
        if (result != SKCodecResult.Success)
            throw new DbdException($"The picture {_path} is damaged ({result}); replace the file.");
    }
}
