namespace Dbd.Imaging;

/// <summary>The colour that PIL gives to what the first frame of a GIF leaves open: the transparent one, else the first of the palette.
/// Skia keeps no colour there.</summary>
/// <remarks>GIF89a specification, 31 July 1990; PIL's <c>GifImagePlugin</c>.</remarks>
internal static class GifPalette
{
    private const int HeaderLength = 13;
    private const int DescriptorLength = 10;
    private const int HasPalette = 0x80;
    private const int IsTransparent = 1;

    /// <summary>The colour.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Red, green, blue; null if the frame has no palette.</returns>
    public static (byte Red, byte Green, byte Blue)? Open(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength)
            return null;
        ReadOnlySpan<byte> palette = PaletteAt(file, HeaderLength, file[10]);
        int at = HeaderLength + palette.Length;
        int transparent = 0;
        while (at + DescriptorLength <= file.Length && file[at] is 0x21 or 0x2C)
        {
            if (file[at] == 0x2C)
            {
                ReadOnlySpan<byte> own = PaletteAt(file, at + DescriptorLength, file[at + DescriptorLength - 1]);
                return ColourOf(own.Length > 0 ? own : palette, transparent);
            }
            // The extension for how a frame is shown: length, flags, time, transparent colour.
            if (file[at + 1] == 0xF9 && (file[at + 3] & IsTransparent) != 0)
                transparent = file[at + 6];
            at = AfterBlocks(file, at + 2);
        }
        return null;
    }

    private static ReadOnlySpan<byte> PaletteAt(ReadOnlySpan<byte> file, int at, byte flags)
    {
        int length = (flags & HasPalette) == 0 ? 0 : 3 << ((flags & 7) + 1);
        return file.Slice(Math.Min(at, file.Length), Math.Clamp(file.Length - at, 0, length));
    }

    // Beyond the palette, PIL has the grey of the number.
    private static (byte Red, byte Green, byte Blue)? ColourOf(ReadOnlySpan<byte> palette, int index) => palette.Length switch
    {
        0 => null,
        int length when 3 * index + 2 < length => (palette[3 * index], palette[3 * index + 1], palette[3 * index + 2]),
        _ => ((byte)index, (byte)index, (byte)index),
    };

    private static int AfterBlocks(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length && file[at] != 0)
            at += 1 + file[at];
        return at + 1;
    }
}
