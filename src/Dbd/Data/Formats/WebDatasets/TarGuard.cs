using System.Text;

using Dbd.Serialization;

namespace Dbd.Data.Formats.WebDatasets;

/// <summary>Walks along the headers of a tar file before a library reads it: what each claims must lie within the file, and be a file
/// or a folder. Names are not looked at here.</summary>
/// <remarks>POSIX pax and GNU tar: blocks of 512 bytes, numbers in octal digits, or in base 256 where the first bit is set.</remarks>
internal static class TarGuard
{
    private const int Block = 512;
    private const int SizeAt = 124;
    private const int SizeDigits = 12;
    private const int ChecksumAt = 148;
    private const int ChecksumDigits = 8;
    private const int KindAt = 156;

    // Names and other remarks about the next entry, which a library reads into memory.
    private const string Remarks = "xgLK";
    private const string Files = "0\0";
    private const char Folder = '5';
    private const long LongestRemark = 1 << 20;

    /// <summary>Checks a file.</summary>
    /// <exception cref="DamagedDataException">It is no tar file, is cut off, or has a link or a device in it.</exception>
    public static void Check(Stream tar)
    {
        byte[] header = new byte[Block];
        for (long at = 0; at < tar.Length;)
        {
            tar.Position = at;
            if (tar.ReadAtLeast(header, Block, throwOnEndOfStream: false) < Block)
                throw new DamagedDataException("it ends within a header.");
            if (!header.AsSpan().ContainsAnyExcept((byte)0))
                return;
            long size = SizeOf(header, at);
            at += Block + (size + Block - 1) / Block * Block;
        }
        throw new DamagedDataException("it ends without the two empty blocks that end a tar file: it is cut off.");

        long SizeOf(ReadOnlySpan<byte> head, long place)
        {
            if (Octal(head.Slice(ChecksumAt, ChecksumDigits)) != Checksum(head))
                throw new DamagedDataException(place == 0 ? "it is no tar file." : $"its header at byte {place} is damaged.");
            char kind = (char)head[KindAt];
            if (kind != Folder && !Files.Contains(kind) && !Remarks.Contains(kind))
                throw new DamagedDataException(
                    $"its entry at byte {place} is a link, or of another kind ('{Printable.Line($"{kind}")}'), where only files and "
                        + "folders belong.");
            long claimed = Octal(head.Slice(SizeAt, SizeDigits));
            if (claimed < 0 || claimed > tar.Length - place - Block || (Remarks.Contains(kind) && claimed > LongestRemark))
                throw new DamagedDataException($"its entry at byte {place} claims {claimed} bytes, more than there are or may be.");
            return claimed;
        }
    }

    private static long Octal(ReadOnlySpan<byte> field)
    {
        const byte isBinary = 0x80;
        if ((field[0] & isBinary) != 0)
            return -1;
        string digits = Encoding.ASCII.GetString(field).Trim('\0', ' ');
        long number = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7')
                return -1;
            number = number * 8 + digit - '0';
        }
        return number;
    }

    // Of all bytes, those of the checksum itself taken for spaces.
    private static long Checksum(ReadOnlySpan<byte> header)
    {
        long sum = ChecksumDigits * ' ';
        for (int i = 0; i < Block; i++)
            sum += i is >= ChecksumAt and < ChecksumAt + ChecksumDigits ? 0 : header[i];
        return sum;
    }
}
