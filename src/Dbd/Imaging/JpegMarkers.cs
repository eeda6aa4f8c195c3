using System.Buffers.Binary;

namespace Dbd.Imaging;

/// <summary>The markers of a JPEG file, as far as they tell whether it is whole: of a progressive one, Skia takes what there is.</summary>
/// <remarks>ITU-T T.81, annex B.</remarks>
internal static class JpegMarkers
{
    private const byte Begin = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>Whether the mark of the end is there. One within a segment, as of a small picture in EXIF data, does not count.</summary>
    public static bool HasEnd(ReadOnlySpan<byte> file)
    {
        int at = 2;
        while (NextMarker(file, ref at) is { } marker)
        {
            if (marker == EndOfImage)
                return true;
            if (IsAlone(marker))
                continue;
            if (at + 2 > file.Length)
                return false;
            at += BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (marker == StartOfScan)
                SkipScan(file, ref at);
        }
        return false;
    }

    // Begins may be repeated, and what is no marker is passed over, as libjpeg does.
    private static byte? NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length && file[at..].IndexOf(Begin) is >= 0 and int found)
        {
            at += found;
            while (at < file.Length && file[at] == Begin)
                at++;
            if (at < file.Length && file[at++] is not 0 and var marker)
                return marker;
        }
        return null;
    }

    private static void SkipScan(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length && file[at..].IndexOf(Begin) is >= 0 and int found)
        {
            at += found;
            if (at + 1 < file.Length && !IsWithinScan(file[at + 1]))
                return;
            at += 2;
        }
        at = file.Length;
    }

    // Restart markers, and a zero behind a byte of the data that looks like a begin.
    private static bool IsWithinScan(byte next) => next is 0 or (>= 0xD0 and <= 0xD7);

    private static bool IsAlone(byte marker) => marker is 0x01 or (>= 0xD0 and <= 0xD8);
}
