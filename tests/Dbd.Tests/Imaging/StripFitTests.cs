using System.Runtime.InteropServices;

using Dbd.Imaging;
using Dbd.Testing;

using SkiaSharp;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class StripFitTests : IDisposable
{
    private static readonly ImageShape[] s_stored = [new(701, 402), new(401, 700), new(2000, 150), new(133, 2100), new(513, 513)];
    private static readonly ImageShape[] s_fitted = [new(32, 32), new(24, 40), new(513, 513), new(1, 700)];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 255)]
    [InlineData(SKEncodedImageFormat.Png, 100)]
    [InlineData(SKEncodedImageFormat.Jpeg, 255)]
    [InlineData(SKEncodedImageFormat.Webp, 255)]
    public void A_large_picture_becomes_what_the_whole_would(SKEncodedImageFormat format, byte alpha)
    {
        foreach (ImageShape stored in s_stored)
            Compare(_folder.Write("a.picture", Encoded(stored, format, alpha)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void However_it_lies(byte orientation)
    {
        foreach (ImageShape stored in s_stored)
            Compare(_folder.Write("a.jpg", PictureFiles.WithExif(Encoded(stored, SKEncodedImageFormat.Jpeg, 255), orientation)));
    }

    [Fact]
    public void It_is_never_held_whole()
    {
        ImageShape shape = new(2000, 3000);
        string path = _folder.Write("a.jpg", Encoded(shape, SKEncodedImageFormat.Jpeg, 255));
        long before = GC.GetAllocatedBytesForCurrentThread();
        PictureFile.ReadFitted(path, new ImageShape(32, 32));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, shape.Bytes / 2);
        Assert.InRange(PictureMemory.Pictures.MostUsed, 8L * shape.Pixels, PictureMemory.Limit);
    }

    [Fact]
    public void A_large_truncated_file_is_damaged()
    {
        byte[] file = Encoded(s_stored[0], SKEncodedImageFormat.Jpeg, 255);
        string path = _folder.Write("a.jpg", file[..(file.Length / 2)]);
        DbdException e = Assert.Throws<DbdException>(() => PictureFile.ReadFitted(path, new ImageShape(32, 32)));
        Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
    }

    private static void Compare(string path)
    {
        (PixelBuffer whole, int exif) = Whole(path);
        Orientation.Apply(whole, exif);
        foreach (ImageShape fitted in s_fitted)
        {
            PixelBuffer wanted = new(whole.Shape, whole.Pixels);
            MiddleFit.Apply(wanted, fitted);
            PixelBuffer read = PictureFile.ReadFitted(path, fitted);
            Assert.Equal(fitted, read.Shape);
            Assert.True(wanted.Pixels.SequenceEqual(read.Pixels), $"{whole.Shape} to {fitted}");
        }
        Assert.True(whole.Pixels.SequenceEqual(PictureFile.Read(path, upright: true).Pixels));
    }

    // By Skia alone, all pixels in one call.
    private static (PixelBuffer Picture, int Exif) Whole(string path)
    {
        using SKCodec codec = SKCodec.Create(path);
        ImageShape shape = new(codec.Info.Height, codec.Info.Width);
        Assert.InRange(shape.Pixels, EncodedPicture.StripPixels + 1, int.MaxValue);
        byte[] pixels = new byte[shape.Pixels * 4];
        GCHandle pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(Info(shape), pinned.AddrOfPinnedObject()));
        pinned.Free();
        return (new PixelBuffer(shape, [.. pixels.Where((_, i) => i % 4 != 3)]), (int)codec.EncodedOrigin);
    }

    private static byte[] Encoded(ImageShape shape, SKEncodedImageFormat format, byte alpha)
    {
        byte[] pixels = [.. Enumerable.Range(0, shape.Pixels * 4).Select(i => i % 4 == 3 ? alpha : Level(i))];
        using SKImage picture = SKImage.FromPixelCopy(Info(shape), pixels);
        using SKData data = picture.Encode(format, 90);
        return data.ToArray();

        byte Level(int i) => (byte)((i * 2654435761 >> 13 & 63) + i / shape.Width);
    }

    private static SKImageInfo Info(ImageShape shape) => new(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
}
