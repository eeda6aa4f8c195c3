using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Dbd.Serialization.Pickling;

/// <summary>NumPy's description of an element: kind and size, as <c>i8</c> or <c>U20</c>, then, by its state, the byte order.</summary>
/// <param name="name">As NumPy writes it, with a byte order before it or without.</param>
internal sealed class NumpyDtype(string name) : IPickleBuildable
{
    private const int Utf32 = 4;

    private bool _isBigEndian = name.StartsWith('>');

    /// <summary>The kind and the size.</summary>
    public string Name { get; } = name.TrimStart('<', '>', '|', '=');

    /// <summary>Bytes of an element; 0 where the name does not tell.</summary>
    public int Size { get; } = SizeIn(name.TrimStart('<', '>', '|', '='));

    /// <summary>Whether elements are Python objects, in a list beside.</summary>
    public bool IsObject => Name.StartsWith('O');

    // (version, byte order, ..)
    void IPickleBuildable.Build(object? state) => _isBigEndian |= state is PyTuple { Count: > 1 } parts && PyValue.Text(parts[1]) is ">";

    /// <summary>Whether elements are numbers, which <see cref="Value"/> gives as long, double or bool.</summary>
    public bool IsNumber => Name is "b1" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "f2" or "f4" or "f8";

    /// <summary>An element as long, double, bool or string.</summary>
    /// <exception cref="DamagedDataException">There are no such elements here, or not so many bytes.</exception>
    public object Value(ReadOnlySpan<byte> element)
    {
        if (element.Length != Size)
            throw new DamagedDataException($"it has a NumPy value of type '{Name}' in {element.Length} bytes.");
        if (IsNumber && _isBigEndian)
            element = Reversed(element);
        // Boxed one by one, or all of them would become the widest type.
        return Name switch
        {
            "b1" => (object)(element[0] != 0),
            "i1" => (long)(sbyte)element[0],
            "i2" => (long)BinaryPrimitives.ReadInt16LittleEndian(element),
            "i4" => (long)BinaryPrimitives.ReadInt32LittleEndian(element),
            "i8" => BinaryPrimitives.ReadInt64LittleEndian(element),
            "u1" => (long)element[0],
            "u2" => (long)BinaryPrimitives.ReadUInt16LittleEndian(element),
            "u4" => (long)BinaryPrimitives.ReadUInt32LittleEndian(element),
            "u8" => BinaryPrimitives.ReadUInt64LittleEndian(element) is <= long.MaxValue and ulong n
                ? (object)(long)n
                : (double)BinaryPrimitives.ReadUInt64LittleEndian(element),
            "f2" => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
            "f4" => (double)BinaryPrimitives.ReadSingleLittleEndian(element),
            "f8" => BinaryPrimitives.ReadDoubleLittleEndian(element),
            ['S', ..] => Encoding.Latin1.GetString(element).TrimEnd('\0'),
            ['U', ..] => (_isBigEndian ? new UTF32Encoding(bigEndian: true, byteOrderMark: false) : Encoding.UTF32)
                .GetString(element).TrimEnd('\0'),
            _ => throw new DamagedDataException($"it has a NumPy value of type '{Name}' in {element.Length} bytes."),
        };
    }

    // A unit may follow: M8[ns].
    private static int SizeIn(string name)
    {
        string digits = string.Concat(name.Skip(1).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            ? (int)Math.Min((long)size * (name[0] == 'U' ? Utf32 : 1), Array.MaxLength)
            : 0;
    }

    private static byte[] Reversed(ReadOnlySpan<byte> element)
    {
        byte[] reversed = element.ToArray();
        Array.Reverse(reversed);
        return reversed;
    }
}
