using System.Globalization;

using SkiaSharp;

namespace Dbd.Imaging;

/// <summary>What unpacking picture files may take of memory, on all threads together: 500 MB, or as many as the environment variable
/// <c>DBD_PICTURE_MEMORY</c> says. The files themselves come on top, 64 MiB of them at a time.</summary>
internal static class PictureMemory
{
    private const string Variable = "DBD_PICTURE_MEMORY";
    private const long UsualMegabytes = 500;
    private const long Megabyte = 1_000_000;

    // Decoders work in blocks, of 32 pixels at most: a JPEG's with four samples of eight pixels.
    private const int Block = 32;

    // Of a row, decoders keep a few copies, and so do we: it counts where a picture is little else.
    private const int RowBytesAPixel = 64;

    // Where a PNG says that it is interlaced: its header is the first chunk.
    private const int Interlacing = 28;

    private static readonly Lazy<long> s_limit = new(() => LimitOf(Environment.GetEnvironmentVariable(Variable)));
    private static readonly Lazy<MemoryGate> s_pictures = new(() => new MemoryGate(Limit));

    /// <summary>For pictures being unpacked.</summary>
    public static MemoryGate Pictures => s_pictures.Value;

    /// <summary>For files that were read and not let go yet. Who waits here holds nothing of <see cref="Pictures"/>.</summary>
    public static MemoryGate Files { get; } = new(PictureFile.MaxBytes);

    /// <summary>Bytes.</summary>
    /// <exception cref="DbdException">The variable is no number.</exception>
    public static long Limit => s_limit.Value;

    /// <summary>The limit that a value of the variable means.</summary>
    internal static long LimitOf(string? megabytes) => megabytes switch
    {
        null or "" => UsualMegabytes * Megabyte,
        _ when int.TryParse(megabytes, NumberStyles.None, CultureInfo.InvariantCulture, out int read) && read > 0 => read * Megabyte,
        _ => throw new DbdException(
            $"The environment variable {Variable} is '{megabytes}', which is no whole number of megabytes from 1. "
                + $"Leave it unset for {UsualMegabytes}."),
    };

    /// <summary>The most bytes that unpacking takes: Skia's own, and the pixels where it gives them only as a whole.</summary>
    /// <param name="shape">As the header says.</param>
    /// <param name="format">The file's.</param>
    /// <param name="file">Its bytes.</param>
    public static long Needed(ImageShape shape, SKEncodedImageFormat format, ReadOnlySpan<byte> file)
    {
        long blocks = (long)Blocks(shape.Height) * Blocks(shape.Width);
        long bytesAPixel = format switch
        {
            // Comes in strips; if progressive, its coefficients are kept, two bytes each, of four components at most.
            SKEncodedImageFormat.Jpeg => 8,
            // Interlaced rows are kept until the last pass, with 16 bits a channel at most.
            SKEncodedImageFormat.Png => file[Interlacing] == 0 ? 4 : 12,
            SKEncodedImageFormat.Webp => 9,
            SKEncodedImageFormat.Gif => 8,
            _ => 4,
        };
        return blocks * Block * Block * bytesAPixel + OfRow(shape);
    }

    /// <summary>What unpacking takes in any case: a few copies of a row.</summary>
    public static long OfRow(ImageShape shape) => (long)shape.Width * RowBytesAPixel;

    /// <summary>Refuses a picture that takes more than the limit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">As the header says.</param>
    /// <param name="format">What it is called.</param>
    /// <param name="needed">Bytes.</param>
    /// <exception cref="DbdException">It does; the message names it, and says how to raise the limit.</exception>
    public static void Check(string path, ImageShape shape, string format, long needed)
    {
        if (needed <= Limit)
            return;
        long megabytes = (needed + Megabyte - 1) / Megabyte;
        throw new DbdException(
            $"{path} ({shape} pixels, {format.ToUpperInvariant()}) may take {megabytes} MB of memory to unpack, "
            + $"more than the {Limit / Megabyte} MB allowed; "
            + $"use a smaller picture, or set the environment variable {Variable} to {megabytes}.");
    }

    private static int Blocks(int length) => (length + Block - 1) / Block;
}
