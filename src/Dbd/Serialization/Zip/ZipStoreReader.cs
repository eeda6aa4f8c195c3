using System.Buffers.Binary;
using System.IO.Compression;

using Microsoft.Win32.SafeHandles;

namespace Dbd.Serialization.Zip;

/// <summary>Reads zip archives whose entries are stored, as PyTorch writes them, or, where it is said, deflated. Everything an archive
/// claims is checked against the file before it is used, so that nothing is allocated that the file does not hold.</summary>
/// <remarks>PKWARE APPNOTE 6.3. Sizes come from the central directory: PyTorch's local headers say 0.</remarks>
internal sealed class ZipStoreReader : IDisposable
{
    private const int LocalHeaderLength = 30;
    private const uint LocalSignature = 0x04034B50;

    private readonly SafeFileHandle _file;
    private readonly ZipDirectory _directory;

    /// <summary>Opens an archive.</summary>
    /// <param name="file">The file; it belongs to the reader.</param>
    /// <param name="mayDeflate">Whether entries may be compressed.</param>
    /// <exception cref="DamagedDataException">It is no such archive, or has a name that leads out of it.</exception>
    public ZipStoreReader(SafeFileHandle file, bool mayDeflate = false)
    {
        _file = file;
        _directory = ZipDirectory.Read(file, mayDeflate);
    }

    /// <summary>Length of the whole file.</summary>
    public long FileLength => RandomAccess.GetLength(_file);

    /// <summary>The names in the archive.</summary>
    public IEnumerable<string> Names => _directory.Entries.Keys;

    /// <summary>An entry that must be there.</summary>
    public ZipEntry Entry(string name) => _directory.Entries.TryGetValue(name, out ZipEntry? entry)
        ? entry
        : throw new DamagedDataException($"the archive has no '{name}'.");

    /// <summary>Reads an entry whole, and checks its checksum.</summary>
    public byte[] Read(ZipEntry entry)
    {
        Span<byte> header = stackalloc byte[LocalHeaderLength];
        ReadExactly(header, entry.HeaderOffset);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature)
            throw new DamagedDataException($"there is no '{entry.Name}' where the archive's directory says.");
        int names = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        long start = entry.HeaderOffset + LocalHeaderLength + names;
        if (start + entry.Packed > _directory.Offset)
            throw new DamagedDataException(
                $"'{entry.Name}' is cut off: {entry.Packed} bytes do not lie where the archive's directory says.");
        byte[] content = new byte[entry.Packed];
        ReadExactly(content, start);
        if (entry.IsDeflated)
            content = Inflated(content, entry);
        return Crc32.Of(content) == entry.Crc
            ? content
            : throw new DamagedDataException($"'{entry.Name}' is damaged: its checksum is not the one in the archive's directory.");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static byte[] Inflated(byte[] packed, ZipEntry entry)
    {
        byte[] content = new byte[entry.Length];
        try
        {
            using DeflateStream stream = new(new MemoryStream(packed), CompressionMode.Decompress);
            stream.ReadExactly(content);
            if (stream.ReadByte() >= 0)
                throw new InvalidDataException("more bytes follow than the directory says.");
            return content;
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw new DamagedDataException($"'{entry.Name}' is damaged: {e.Message}", e);
        }
    }

    private void ReadExactly(Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            int read = RandomAccess.Read(_file, buffer, offset);
            if (read == 0)
                throw new DamagedDataException("the archive is cut off.");
            buffer = buffer[read..];
            offset += read;
        }
    }
}
