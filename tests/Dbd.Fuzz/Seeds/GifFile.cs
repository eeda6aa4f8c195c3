using Dbd.Randomness;

namespace Dbd.Fuzz.Seeds;

/// <summary>Writes GIF files of every form, which no library at hand does: several frames, global and local palettes, interlaced or not,
/// transparent or not.</summary>
/// <remarks>GIF89a. LZW with single pixels only: the table grows as its reader's does, and no string in it is ever used.</remarks>
internal static class GifFile
{
    /// <summary>A file.</summary>
    /// <param name="bits">Bits of a pixel, 1 to 8.</param>
    /// <param name="frames">How many pictures; each but the first covers a part only.</param>
    /// <param name="local">Whether each frame has its own palette.</param>
    /// <param name="interlaced">Whether lines come in four passes.</param>
    /// <param name="transparent">Whether a colour lets through what was there.</param>
    public static byte[] Of(int bits, int frames, bool local, bool interlaced, bool transparent)
    {
        const int side = 13;
        Rng rng = Rng.For(bits, Purpose.Synthesis, frames);
        List<byte> file = [.. "GIF89a"u8, side, 0, side, 0, (byte)((local ? 0 : 0x80) | 0x70 | (bits - 1)), 0, 0];
        if (!local)
            file.AddRange(Palette(bits, ref rng));
        file.AddRange([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        for (int frame = 0; frame < frames; frame++)
        {
            int size = frame == 0 ? side : side - 2 * frame;
            file.AddRange([0x21, 0xF9, 4, (byte)((frame % 4 << 2) | (transparent ? 1 : 0)), 10, 0, 1, 0]);
            byte flags = (byte)((local ? 0x80 | (bits - 1) : 0) | (interlaced ? 0x40 : 0));
            file.AddRange([0x2C, (byte)frame, 0, (byte)frame, 0, (byte)size, 0, (byte)size, 0, flags]);
            if (local)
                file.AddRange(Palette(bits, ref rng));
            file.AddRange(Blocks(Math.Max(2, bits), Pixels(size * size, bits, ref rng)));
        }
        return [.. file, 0x21, 0xFE, 2, (byte)'h', (byte)'i', 0, 0x3B];
    }

    private static byte[] Palette(int bits, ref Rng rng)
    {
        byte[] colours = new byte[3 << bits];
        foreach (ref byte colour in colours.AsSpan())
            colour = (byte)rng.NextInt(256);
        return colours;
    }

    private static byte[] Pixels(int count, int bits, ref Rng rng)
    {
        byte[] pixels = new byte[count];
        foreach (ref byte pixel in pixels.AsSpan())
            pixel = (byte)rng.NextInt(1 << bits);
        return pixels;
    }

    private static IEnumerable<byte> Blocks(int codeSize, byte[] pixels) =>
        [(byte)codeSize, .. Packed(codeSize, pixels).Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]), 0];

    private static List<byte> Packed(int codeSize, byte[] pixels)
    {
        (int clear, int end) = (1 << codeSize, (1 << codeSize) + 1);
        List<byte> packed = [];
        int buffer = 0, held = 0, width = codeSize + 1, next = end;
        Emit(clear);
        foreach (byte pixel in pixels)
        {
            Emit(pixel);
            // The reader's table has one more entry after each code but the first.
            if (++next == 1 << width && width < 12)
                width++;
            if (next < 4095)
                continue;
            Emit(clear);
            (width, next) = (codeSize + 1, end);
        }
        Emit(end);
        if (held > 0)
            packed.Add((byte)buffer);
        return packed;

        void Emit(int code)
        {
            buffer |= code << held;
            for (held += width; held >= 8; held -= 8, buffer >>= 8)
                packed.Add((byte)buffer);
        }
    }
}
