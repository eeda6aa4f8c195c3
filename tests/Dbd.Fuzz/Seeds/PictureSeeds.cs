using System.Buffers.Binary;

using Dbd.Imaging;
using Dbd.Randomness;
using Dbd.Serialization;

using SkiaSharp;

namespace Dbd.Fuzz.Seeds;

/// <summary>Small pictures of every format that is read.</summary>
internal static class PictureSeeds
{
    private static readonly ImageShape s_shape = new(11, 14);

    public static IReadOnlyList<byte[]> Gif { get; } =
    [
        GifFile.Of(1, 1, local: false, interlaced: false, transparent: false),
        GifFile.Of(8, 1, local: true, interlaced: true, transparent: false),
        GifFile.Of(4, 3, local: false, interlaced: true, transparent: true),
        GifFile.Of(7, 4, local: true, interlaced: false, transparent: true),
        GifFile.Of(2, 2, local: true, interlaced: false, transparent: false),
        // A frame that leaves most of the canvas open.
        [.. "GIF89a"u8, 9, 0, 7, 0, 0x81, 1, 0, .. Noise(12), 0x2C, 2, 0, 3, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B],
    ];

    public static IReadOnlyList<byte[]> Png { get; } =
    [
        Encoded(SKEncodedImageFormat.Png, 100, SKColorType.Rgba8888), Encoded(SKEncodedImageFormat.Png, 100, SKColorType.Gray8),
        Encoded(SKEncodedImageFormat.Png, 100, SKColorType.Rgb565), Encoded(SKEncodedImageFormat.Png, 100, SKColorType.RgbaF16),
        OrientedPng(Encoded(SKEncodedImageFormat.Png, 100, SKColorType.Rgba8888)),
    ];

    public static IReadOnlyList<byte[]> Jpeg { get; } =
    [
        Encoded(SKEncodedImageFormat.Jpeg, 90, SKColorType.Rgba8888), Encoded(SKEncodedImageFormat.Jpeg, 10, SKColorType.Gray8),
        Oriented(Encoded(SKEncodedImageFormat.Jpeg, 50, SKColorType.Rgba8888)),
    ];

    public static IReadOnlyList<byte[]> WebP { get; } =
        [Encoded(SKEncodedImageFormat.Webp, 100, SKColorType.Rgba8888), Encoded(SKEncodedImageFormat.Webp, 20, SKColorType.Rgba8888)];

    public static IReadOnlyList<byte[]> Bmp { get; } = [BmpFile(24), BmpFile(32), BmpFile(8), BmpFile(1)];

    public static IReadOnlyList<byte[]> Portable { get; } =
    [
        [.. "P6\n#x\n14 11\n255\n"u8, .. Noise(14 * 11 * 3)], [.. "P5 14 11 65535\n"u8, .. Noise(14 * 11 * 2)],
        "P3 2 2 9 1 2 3 4 5 6 7 8 9 0 1 2"u8.ToArray(), "P2 2 1 255 #x\n1 20 "u8.ToArray(),
    ];

    /// <summary>Makes the checksums of a PNG's chunks right again, as far as there are chunks.</summary>
    public static byte[] WithChecksums(byte[] png)
    {
        byte[] mended = [.. png];
        int at = 8;
        while (at + 12 <= mended.Length
            && BinaryPrimitives.ReadUInt32BigEndian(mended.AsSpan(at)) is var length && length <= mended.Length - at - 12)
        {
            Span<byte> chunk = mended.AsSpan(at + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(mended.AsSpan(at + 4 + chunk.Length), Crc32.Of(chunk));
            at += 12 + (int)length;
        }
        return mended;
    }

    private static byte[] Encoded(SKEncodedImageFormat format, int quality, SKColorType type)
    {
        SKImageInfo info = new(s_shape.Width, s_shape.Height, type, SKAlphaType.Opaque);
        using SKImage picture = SKImage.FromPixelCopy(info, Noise(info.BytesSize));
        using SKData data = picture.Encode(format, quality);
        return data.ToArray();
    }

    private static byte[] Oriented(byte[] jpeg) =>
    [
        .. jpeg[..2], 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0,
        1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. jpeg[2..],
    ];

    // After the header, which is the first chunk; the checksum is made right later.
    private static byte[] OrientedPng(byte[] png) =>
    [
        .. png[..33], 0, 0, 0, 26, .. "eXIf"u8, .. "MM\0*"u8,
        0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        .. png[33..],
    ];

    private static byte[] BmpFile(int bits)
    {
        int palette = bits <= 8 ? 4 << bits : 0;
        int stride = (s_shape.Width * bits + 31) / 32 * 4;
        byte[] file = new byte[54 + palette + stride * s_shape.Height];
        Noise(file.Length).CopyTo(file, 0);
        file.AsSpan(0, 54).Clear();
        "BM"u8.CopyTo(file);
        (int At, int Value)[] fields =
        [
            (2, file.Length), (10, 54 + palette), (14, 40), (18, s_shape.Width), (22, s_shape.Height), (26, 1 | (bits << 16)),
            (34, stride * s_shape.Height),
        ];
        foreach ((int at, int value) in fields)
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        return file;
    }

    private static byte[] Noise(int length)
    {
        Rng rng = Rng.For(length, Purpose.Synthesis);
        byte[] noise = new byte[length];
        foreach (ref byte value in noise.AsSpan())
            value = (byte)rng.NextInt(256);
        return noise;
    }
}
