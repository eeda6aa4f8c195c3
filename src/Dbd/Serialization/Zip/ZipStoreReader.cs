using System.Buffers.Binary;

using Microsoft.Win32.SafeHandles;

namespace Dbd.Serialization.Zip;

/// <summary>Reads zip archives whose entries are stored, not compressed, as PyTorch writes them. Everything an archive claims
/// is checked against the file before it is used, so that nothing is allocated that the file does not hold.</summary>
/// <remarks>PKWARE APPNOTE 6.3. Sizes come from the central directory: PyTorch's local headers say 0.</remarks>
internal sealed class ZipStoreReader : IDisposable
{
    private const int LocalHeaderLength = 30;
    private const uint LocalSignature = 0x04034B50;

    private readonly SafeFileHandle _file;
    private readonly ZipDirectory _directory;

    /// <summary>Opens an archive.</summary>
    /// <exception cref="DamagedDataException">It is no such archive, or has a name that leads out of it.</exception>
    public ZipStoreReader(SafeFileHandle file)
    {
        _file = file;
        _directory = ZipDirectory.Read(file);
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
        if (start + entry.Length > _directory.Offset)
            throw new DamagedDataException(
                $"'{entry.Name}' is cut off: {entry.Length} bytes do not lie where the archive's directory says.");
        byte[] content = new byte[entry.Length];
        ReadExactly(content, start);
        return Crc32.Of(content) == entry.Crc
            ? content
            : throw new DamagedDataException($"'{entry.Name}' is damaged: its checksum is not the one in the archive's directory.");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

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
