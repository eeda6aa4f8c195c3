using System.Buffers;
using System.Runtime.InteropServices;

using SkiaSharp;

namespace Dbd.Imaging;

/// <summary>A picture file that Skia unpacks: PNG, JPEG, BMP, WebP, GIF.</summary>
internal sealed class SkiaPicture : EncodedPicture
{
    // Skia reads others too, for which nobody counted what they take.
    private static readonly SKEncodedImageFormat[] s_formats =
    [
        SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Bmp,
        SKEncodedImageFormat.Webp, SKEncodedImageFormat.Gif,
    ];

    private static readonly int[] s_reductions = [8, 4, 2];

    private readonly string _path;
    private readonly PictureBytes _file;
    private readonly SKCodec _codec;

    private SkiaPicture(string path, PictureBytes file, SKCodec codec) => (_path, _file, _codec) = (path, file, codec);

    /// <inheritdoc/>
    public override int Exif =>
        _codec.EncodedFormat == SKEncodedImageFormat.Png ? PngExif.Orientation(_file.Data.AsSpan()) : (int)_codec.EncodedOrigin;

    private SKImageInfo Info =>
        // Unpremultiplied, and without a colour space: the bytes of the file, not what a screen would show.
        new(Shape.Width, Shape.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);

    // Of the whole, also where it is reduced.
    private long Needed =>
        PictureMemory.Needed(new ImageShape(_codec.Info.Height, _codec.Info.Width), _codec.EncodedFormat, _file.Data.AsSpan());

    /// <summary>Looks at a file's header; the file belongs to the picture unless this throws.</summary>
    /// <exception cref="DbdException">It is no picture, or too large; the message names it.</exception>
    public static SkiaPicture Of(string path, PictureBytes file)
    {
        SKCodec? codec = SKCodec.Create(file.Data);
        try
        {
            if (codec is null && BeginsAsOne(file.Data.AsSpan()))
                throw new DbdException($"The picture {path} is damaged (its header); replace the file.");
            if (codec is null || !s_formats.Contains(codec.EncodedFormat))
                throw new DbdException($"{path} is no picture that can be read; use PNG, JPEG, BMP, WebP, GIF, PPM or PGM.");
            SkiaPicture picture = new(path, file, codec) { Shape = new ImageShape(codec.Info.Height, codec.Info.Width) };
            CheckPixels(path, picture.Shape);
            PictureMemory.Check(path, picture.Shape, $"{codec.EncodedFormat}", picture.Needed);
            return picture;
        }
        catch
        {
            codec?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool Reduce(int leastSide)
    {
        if (_codec.EncodedFormat != SKEncodedImageFormat.Jpeg)
            return false;
        int side = Math.Min(Shape.Height, Shape.Width);
        int by = s_reductions.FirstOrDefault(r => side / r >= leastSide, 1);
        SKSizeI size = _codec.GetScaledDimensions(1f / by);
        Shape = new ImageShape(size.Height, size.Width);
        return by > 1;
    }

    /// <inheritdoc/>
    public override void Unpack(StripTaker take, long more)
    {
        if (_codec.EncodedFormat == SKEncodedImageFormat.Jpeg && !JpegMarkers.HasEnd(_file.Data.AsSpan()))
            throw Damaged("it ends early");
        using IDisposable room = PictureMemory.Pictures.Enter(Needed + more);
        if (Shape.Pixels > StripPixels && _codec.EncodedFormat != SKEncodedImageFormat.Jpeg)
            UnpackWhole(take);
        else
            UnpackStrips(take);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _codec.Dispose();
        _file.Dispose();
    }

    private static bool BeginsAsOne(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])
        || file.StartsWith("GIF8"u8) || (file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8));

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
                FillOpen(strip.AsSpan(0, rows * RowBytes));
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
        FillOpen(whole.GetPixelSpan());
        for (int top = 0; top < Shape.Height; top += StripRows)
            take(top, whole.GetPixelSpan().Slice(top * RowBytes, Math.Min(StripRows, Shape.Height - top) * RowBytes));
    }

    private void Check(SKCodecResult result)
    {
        if (result != SKCodecResult.Success)
            throw Damaged($"{result}");
    }

    // Alpha is all or nothing in a GIF: where it is nothing, there was no pixel.
    private void FillOpen(Span<byte> pixels)
    {
        if (_codec.EncodedFormat != SKEncodedImageFormat.Gif)
            return;
        (byte Red, byte Green, byte Blue) = GifPalette.Open(_file.Data.AsSpan()) ?? throw Damaged("it has no palette");
        for (; pixels.Length > 0; pixels = pixels[StripChannels..])
        {
            if (pixels[3] == 0)
                (pixels[0], pixels[1], pixels[2]) = (Red, Green, Blue);
        }
    }

    private DbdException Damaged(string what) => new($"The picture {_path} is damaged ({what}); replace the file.");
}
