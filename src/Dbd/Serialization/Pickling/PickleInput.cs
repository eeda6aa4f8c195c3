using System.Buffers.Binary;
using System.Text;

namespace Dbd.Serialization.Pickling;

/// <summary>The bytes of a pickle, read forward; every length is checked against what is there before anything is allocated.</summary>
internal sealed class PickleInput(ReadOnlyMemory<byte> data)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _position;

    public byte Byte() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(8));

    public ReadOnlySpan<byte> Bytes(ulong count) => Slice(count).Span;

    /// <summary>The next bytes, in place.</summary>
    public ReadOnlyMemory<byte> Slice(ulong count)
    {
        int left = data.Length - _position;
        if (count > (ulong)left)
            throw new DamagedDataException($"the pickle ends early: {count} bytes are wanted at offset {_position}, {left} are left.");
        ReadOnlyMemory<byte> bytes = data.Slice(_position, (int)count);
        _position += (int)count;
        return bytes;
    }

    public string Text(ulong byteCount)
    {
        ReadOnlySpan<byte> bytes = Bytes(byteCount);
        try
        {
            return s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new DamagedDataException($"a text before offset {_position} is not UTF-8.", e);
        }
    }

    /// <summary>The rest of a line, one character a byte, without the line feed.</summary>
    public string Line()
    {
        int length = data.Span[_position..].IndexOf((byte)'\n');
        if (length < 0)
            throw new DamagedDataException("the pickle ends within a line.");
        string line = Encoding.Latin1.GetString(Bytes((ulong)length));
        _position++;
        return line;
    }
}
