using System.Buffers.Binary;
using System.Text;

using Microsoft.Win32.SafeHandles;

namespace Dbd.Serialization.Zip;

/// <summary>The central directory of a zip archive, checked.</summary>
/// <param name="Offset">Where it begins: entries lie before it.</param>
/// <param name="Entries">By name.</param>
internal sealed record ZipDirectory(long Offset, IReadOnlyDictionary<string, ZipEntry> Entries)
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int RecordLength = 46;
    private const uint EndSignature = 0x06054B50;
    private const uint RecordSignature = 0x02014B50;
    private const int Deflated = 8;

    // Deflate cannot pack tighter than 1032 to 1.
    private const long MostPacked = 1040;

    public static ZipDirectory Read(SafeFileHandle file, bool mayDeflate)
    {
        long length = RandomAccess.GetLength(file);
        byte[] tail = new byte[Math.Min(length, EndLength + LongestComment)];
        RandomAccess.Read(file, tail, length - tail.Length);
        int end = EndOf(tail);
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (offset == uint.MaxValue)
            throw new DamagedDataException("the archive is larger than 4 GiB, which is not read here.");
        if ((long)offset + size > length - tail.Length + end)
            throw new DamagedDataException("the archive's directory does not lie within the file: it is cut off or damaged.");
        byte[] records = new byte[size];
        if (RandomAccess.Read(file, records, offset) != records.Length)
            throw new DamagedDataException("the archive's directory is cut off.");
        return new ZipDirectory(offset, Parse(records, offset, mayDeflate));
    }

    private static int EndOf(ReadOnlySpan<byte> tail)
    {
        for (int at = tail.Length - EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) == EndSignature)
                return at;
        }
        throw new DamagedDataException("it has no zip directory at its end: it is cut off, or no zip archive.");
    }

    private static Dictionary<string, ZipEntry> Parse(ReadOnlySpan<byte> records, long directoryOffset, bool mayDeflate)
    {
        Dictionary<string, ZipEntry> entries = new(StringComparer.Ordinal);
        while (records.Length > 0)
        {
            if (records.Length < RecordLength || BinaryPrimitives.ReadUInt32LittleEndian(records) != RecordSignature)
                throw new DamagedDataException("the archive's directory is damaged.");
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(records[28..]);
            int length = RecordLength + nameLength
                + BinaryPrimitives.ReadUInt16LittleEndian(records[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(records[32..]);
            if (length > records.Length)
                throw new DamagedDataException("the archive's directory is damaged.");
            string name = Encoding.UTF8.GetString(records.Slice(RecordLength, nameLength));
            ZipEntry entry = EntryOf(records, name, directoryOffset, mayDeflate);
            if (!entries.TryAdd(entry.Name, entry))
                throw new DamagedDataException($"the archive has '{entry.Name}' twice.");
            records = records[length..];
        }
        return entries;
    }

    private static ZipEntry EntryOf(ReadOnlySpan<byte> record, string name, long directoryOffset, bool mayDeflate)
    {
        if (LeadsOut(name))
            throw new DamagedDataException($"the archive has an entry named '{name}', which leads out of it.");
        bool encrypted = (record[8] & 1) != 0;
        ushort method = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(record[20..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        uint header = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
        bool isDeflated = mayDeflate && method == Deflated;
        if (encrypted || (method != 0 && !isDeflated) || (method == 0 && packed != length))
            throw new DamagedDataException(mayDeflate
                ? $"'{name}' is encrypted, or compressed in a way that is not read."
                : $"'{name}' is compressed or encrypted; PyTorch stores entries as they are.");
        if ((long)header + packed > directoryOffset || Math.Max(packed, length) > Array.MaxLength || length > MostPacked * packed)
            throw new DamagedDataException($"'{name}' claims {length} bytes, which the file does not hold: it is cut off or damaged.");
        return new ZipEntry(name, (int)length, (int)packed, isDeflated, BinaryPrimitives.ReadUInt32LittleEndian(record[16..]), header);
    }

    private static bool LeadsOut(string name) =>
        name.Length == 0 || name[0] == '/' || name.Contains('\\') || name.Contains('\0')
        || (name.Length > 1 && name[1] == ':') || name.Split('/').Contains("..");
}
