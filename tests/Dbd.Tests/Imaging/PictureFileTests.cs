using CsCheck;

using Dbd.Imaging;

using SkiaSharp;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class PictureFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"dbd-{Guid.NewGuid():N}.png");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_PNG_comes_back_as_it_was_written()
    {
        ImageShape shape = new(7, 5);
        byte[] pixels = [.. Enumerable.Range(0, shape.Bytes).Select(i => (byte)(i * 37))];
        PictureFile.WritePng(_path, pixels, shape);
        PixelBuffer read = PictureFile.Read(_path);
        Assert.Equal(shape, read.Shape);
        Assert.Equal(pixels, read.Pixels.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(128)]
    public void Transparency_is_dropped_not_composed(byte alpha)
    {
        SKImageInfo info = new(1, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using SKImage picture = SKImage.FromPixelCopy(info, [10, 200, 255, alpha]);
        Save(picture, SKEncodedImageFormat.Png);
        Assert.Equal([10, 200, 255], PictureFile.Read(_path).Pixels.ToArray());
    }

    [Fact]
    public void A_colour_profile_is_ignored()
    {
        using SKColorSpace wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Linear, SKColorSpaceXyz.Rec2020);
        SKImageInfo info = new(1, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul, wide);
        using SKImage picture = SKImage.FromPixelCopy(info, [10, 200, 25, 255]);
        Save(picture, SKEncodedImageFormat.Png);
        Assert.Equal([10, 200, 25], PictureFile.Read(_path).Pixels.ToArray());
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Lossy_formats_are_read(SKEncodedImageFormat format)
    {
        SKImageInfo info = new(16, 8, SKColorType.Rgba8888, SKAlphaType.Opaque);
        byte[] grey = [.. Enumerable.Repeat((byte)128, 16 * 8 * 4)];
        using SKImage picture = SKImage.FromPixelCopy(info, grey);
        Save(picture, format);
        PixelBuffer read = PictureFile.Read(_path);
        Assert.Equal(new ImageShape(8, 16), read.Shape);
        Assert.All(read.Pixels.ToArray(), b => Assert.InRange(b, 126, 130));
    }

    // One pixel of (255, 0, 0) each.
    [Theory]
    [InlineData("474946383961010001008000 00FF0000000000 2C000000000100010000 0202440100 3B")]
    [InlineData("424D3A0000000000000036000000 28000000010000000100000001001800000000000400000000000000000000000000000000000000 0000FF00")]
    public void GIF_and_BMP_are_read(string hex)
    {
        File.WriteAllBytes(_path, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        PixelBuffer read = PictureFile.Read(_path);
        Assert.Equal(new ImageShape(1, 1), read.Shape);
        Assert.Equal([255, 0, 0], read.Pixels.ToArray());
    }

    [Fact]
    public void A_missing_file_is_named() => Refused("does not exist");

    [Fact]
    public void A_file_that_is_no_picture_is_named()
    {
        File.WriteAllText(_path, "hello");
        Refused("no picture");
    }

    [Fact]
    public void An_empty_file_is_no_picture()
    {
        File.WriteAllBytes(_path, []);
        Refused("no picture");
    }

    [Fact]
    public void A_truncated_file_is_damaged()
    {
        ImageShape shape = new(40, 40);
        byte[] noise = [.. Enumerable.Range(0, shape.Bytes).Select(i => (byte)(i * i * 31 >> 3))];
        PictureFile.WritePng(_path, noise, shape);
        byte[] file = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, file[..(file.Length / 2)]);
        Refused("damaged");
    }

    // A PNG of 200 bytes can claim 100,000 x 100,000 pixels: what counts is refused before anything is unpacked.
    [Fact]
    public void A_picture_that_would_unpack_to_too_much_is_refused_by_its_header()
    {
        PictureFile.WritePng(_path, new byte[3], new ImageShape(1, 1));
        byte[] file = File.ReadAllBytes(_path);
        ClaimSize(file, 100_000);
        File.WriteAllBytes(_path, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused("100000x100000");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_picture_that_would_take_more_memory_than_allowed_is_refused_with_what_to_do()
    {
        PictureFile.WritePng(_path, new byte[3], new ImageShape(1, 1));
        byte[] file = File.ReadAllBytes(_path);
        ClaimSize(file, 20_000);
        File.WriteAllBytes(_path, file);
        Refused(
            "(20000x20000 pixels, PNG) may take 1602 MB of memory to unpack, more than the 500 MB allowed; "
            + "use a smaller picture, or set the environment variable DBD_PICTURE_MEMORY to 1602.");
    }

    // An ICO of one pixel, which Skia could read: what the documents don't name is not tried.
    [Fact]
    public void Other_formats_are_refused()
    {
        PictureFile.WritePng(_path, new byte[3], new ImageShape(1, 1));
        byte[] png = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, [0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 32, 0, .. BitConverter.GetBytes(png.Length), 22, 0, 0, 0, .. png]);
        using SKCodec codec = SKCodec.Create(_path);
        Assert.Equal(SKEncodedImageFormat.Ico, codec.EncodedFormat);
        Refused("no picture");
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Damage_anywhere_is_read_or_refused_and_nothing_else(SKEncodedImageFormat format)
    {
        SKImageInfo info = new(16, 8, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKImage picture = SKImage.FromPixelCopy(info, [.. Enumerable.Range(0, 16 * 8 * 4).Select(i => (byte)(i * 31))]);
        Save(picture, format);
        byte[] good = File.ReadAllBytes(_path);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, 4 * good.Length]).Sample(
            (at, value, length) =>
            {
                byte[] bad = [.. good];
                bad[at] = value;
                File.WriteAllBytes(_path, bad[..Math.Min(length, bad.Length)]);
                try
                {
                    PixelBuffer read = PictureFile.Read(_path);
                    Assert.Equal(read.Shape.Bytes, read.Pixels.Length);
                }
                catch (DbdException e)
                {
                    Assert.Contains(_path, e.Message, StringComparison.Ordinal);
                }
            },
            iter: 200,
            threads: 1);
    }

    private void Refused(string because)
    {
        DbdException e = Assert.Throws<DbdException>(() => PictureFile.Read(_path));
        Assert.Contains(_path, e.Message, StringComparison.Ordinal);
        Assert.Contains(because, e.Message, StringComparison.Ordinal);
        Assert.Equal(1, e.ExitCode);
    }

    // Width and height stand at 16 and 20, the header's checksum (over its type and content) at 29.
    private static void ClaimSize(byte[] png, int side)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), side);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), side);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }

    private void Save(SKImage picture, SKEncodedImageFormat format)
    {
        using SKData data = picture.Encode(format, 100);
        File.WriteAllBytes(_path, data.ToArray());
    }
}
