using System.Buffers.Binary;

namespace Dbd.Imaging;

/// <summary>The orientation in a PNG file's chunk <c>eXIf</c>, which Skia does not look at.</summary>
/// <remarks>PNG specification, third edition, 11.3.3.5 eXIf; TIFF 6.0, section 2.</remarks>
internal static class PngExif
{
    private const int Upright = 1;
    private const int SignatureLength = 8;
    private const int ChunkOverhead = 12;
    private const int EntryLength = 12;
    private const int OrientationTag = 0x0112;
    private const int Short = 3;

    /// <summary>The orientation.</summary>
    /// <param name="file">The file.</param>
    /// <returns>1 (upright) to 8; 1 if it does not tell.</returns>
    public static int Orientation(ReadOnlySpan<byte> file)
    {
        for (int at = SignatureLength; at + ChunkOverhead <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - ChunkOverhead)
                break;
            if (file.Slice(at + 4, 4).SequenceEqual("eXIf"u8))
                return InTiff(file.Slice(at + 8, (int)length));
            at += (int)length + ChunkOverhead;
        }
        return Upright;
    }

    private static int InTiff(ReadOnlySpan<byte> tiff)
    {
        bool isLittle = tiff.StartsWith("II"u8);
        if (tiff.Length < 8 || !(isLittle || tiff.StartsWith("MM"u8)))
            return Upright;
        long begin = Number(tiff[4..], 4, isLittle);
        if (begin + 2 > tiff.Length)
            return Upright;
        ReadOnlySpan<byte> entries = tiff[((int)begin + 2)..];
        long count = Math.Min(Number(tiff[(int)begin..], 2, isLittle), entries.Length / EntryLength);
        for (int i = 0; i < count; i++)
        {
            // Tag, type, count, value.
            ReadOnlySpan<byte> entry = entries.Slice(i * EntryLength, EntryLength);
            if (Number(entry, 2, isLittle) != OrientationTag)
                continue;
            long value = Number(entry[8..], Number(entry[2..], 2, isLittle) == Short ? 2 : 4, isLittle);
            return value is >= 1 and <= 8 ? (int)value : Upright;
        }
        return Upright;
    }

    private static long Number(ReadOnlySpan<byte> bytes, int size, bool isLittle) => (size, isLittle) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };
}
