using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Dbd.Serialization.Zip;

/// <summary>Writes a zip archive of stored entries whose data begin at multiples of 64 bytes, as PyTorch does, so that they
/// can be mapped into memory. The target need not be seekable.</summary>
/// <param name="output">Where to.</param>
internal sealed class ZipStoreWriter(Stream output)
{
    private const int Alignment = 64;
    private const int LocalHeaderLength = 30;
    private const ushort Utf8Names = 1 << 11;
    private const ushort FirstOfJanuary1980 = (1 << 5) | 1;

    private readonly ArrayBufferWriter<byte> _directory = new();
    private long _position;
    private ushort _count;

    /// <summary>Adds an entry.</summary>
    /// <exception cref="DbdException">The archive would exceed 4 GiB or 65,535 entries.</exception>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        if (_position + content.Length + (1L << 20) + _directory.WrittenCount > uint.MaxValue || _count == ushort.MaxValue)
            throw new DbdException("The checkpoint is too large: files up to 4 GiB are written.");
        byte[] common = Common(Crc32.Of(content), content.Length, nameBytes.Length);
        uint offset = (uint)_position;
        Local(common, nameBytes);
        Emit(content);
        Record(common, nameBytes, offset);
        _count++;
    }

    /// <summary>Writes the archive's directory: nothing can be added afterwards.</summary>
    public void Complete()
    {
        uint offset = (uint)_position;
        byte[] end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), _count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), _count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)_directory.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), offset);
        output.Write(_directory.WrittenSpan);
        output.Write(end);
    }

    // What local header and directory record share: version needed, flags, method, time, date, checksum, sizes, name length.
    private static byte[] Common(uint crc, int length, int nameLength)
    {
        byte[] fields = new byte[24];
        BinaryPrimitives.WriteUInt16LittleEndian(fields, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(2), Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(8), FirstOfJanuary1980);
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(10), crc);
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(14), length);
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(18), length);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(22), (ushort)nameLength);
        return fields;
    }

    private void Local(byte[] common, byte[] name)
    {
        const int fieldHeader = 4;
        long unpadded = _position + LocalHeaderLength + name.Length + fieldHeader;
        int padding = (int)(-unpadded & (Alignment - 1));
        byte[] extra = new byte[fieldHeader + padding];
        "FB"u8.CopyTo(extra);
        BinaryPrimitives.WriteUInt16LittleEndian(extra.AsSpan(2), (ushort)padding);
        Emit("PK\x03\x04"u8);
        Emit(common);
        Emit([(byte)extra.Length, (byte)(extra.Length >> 8)]);
        Emit(name);
        Emit(extra);
    }

    private void Record(byte[] common, byte[] name, uint offset)
    {
        Span<byte> rest = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(rest[12..], offset);
        _directory.Write("PK\x01\x02\x14\x00"u8);
        _directory.Write(common);
        _directory.Write(rest);
        _directory.Write(name);
    }

    private void Emit(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _position += bytes.Length;
    }
}
