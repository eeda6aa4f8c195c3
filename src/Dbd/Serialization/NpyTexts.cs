using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Dbd.Serialization;

/// <summary>Reads a NumPy array of whole numbers, fractions, truths or texts, whatever their size and byte order, as texts.</summary>
internal static class NpyTexts
{
    private const int MostBytes = 1024;
    private const int Utf32Bytes = 4;

    /// <summary>Reads them.</summary>
    /// <param name="file">A whole <c>.npy</c> file.</param>
    /// <returns>The array's sizes, and an element a text, row-major: numbers as they are usual, <c>False</c> and <c>True</c>.</returns>
    /// <exception cref="DamagedDataException">It is damaged, or holds something else.</exception>
    public static (long[] Shape, string[] Texts) Parse(ReadOnlySpan<byte> file)
    {
        (string type, long[] shape, int start) = Npy.ReadHeader(file);
        int size = SizeOf(type);
        ReadOnlySpan<byte> data = file[start..];
        Int128 count = shape.Aggregate((Int128)1, (product, length) => Int128.Min(product * length, long.MaxValue));
        if (count * size != data.Length)
            throw new DamagedDataException(
                $"its header says {type} [{string.Join(", ", shape)}], but {data.Length} bytes of data follow.");
        string[] texts = new string[(int)count];
        byte[] element = new byte[size];
        for (int i = 0; i < texts.Length; i++)
        {
            data.Slice(i * size, size).CopyTo(element);
            texts[i] = TextOf(type, element);
        }
        return (shape, texts);
    }

    private static int SizeOf(string type)
    {
        if (type[0] is not ('<' or '>' or '|' or '=') || !int.TryParse(type.AsSpan(2), NumberStyles.None, null, out int length))
            throw Other(type);
        return type[1] switch
        {
            'i' or 'u' when length is 1 or 2 or 4 or 8 => length,
            'f' when length is 2 or 4 or 8 => length,
            'b' when length == 1 => length,
            'S' when length is > 0 and <= MostBytes => length,
            'U' when length is > 0 and <= MostBytes / Utf32Bytes => length * Utf32Bytes,
            _ => throw Other(type),
        };
    }

    private static string TextOf(string type, Span<byte> element)
    {
        bool isBig = type[0] == '>';
        if (type[1] is 'U')
            return Utf32(element, isBig);
        if (type[1] is 'S')
            return Encoding.Latin1.GetString(element).TrimEnd('\0');
        if (isBig)
            element.Reverse();
        return type[1..] switch
        {
            "b1" => element[0] == 0 ? "False" : "True",
            "f2" => Plain(BinaryPrimitives.ReadHalfLittleEndian(element)),
            "f4" => Plain(BinaryPrimitives.ReadSingleLittleEndian(element)),
            "f8" => Plain(BinaryPrimitives.ReadDoubleLittleEndian(element)),
            "i1" => Plain((sbyte)element[0]),
            "i2" => Plain(BinaryPrimitives.ReadInt16LittleEndian(element)),
            "i4" => Plain(BinaryPrimitives.ReadInt32LittleEndian(element)),
            "i8" => Plain(BinaryPrimitives.ReadInt64LittleEndian(element)),
            "u1" => Plain(element[0]),
            "u2" => Plain(BinaryPrimitives.ReadUInt16LittleEndian(element)),
            "u4" => Plain(BinaryPrimitives.ReadUInt32LittleEndian(element)),
            _ => Plain(BinaryPrimitives.ReadUInt64LittleEndian(element)),
        };
    }

    private static string Utf32(ReadOnlySpan<byte> element, bool isBig)
    {
        try
        {
            return new UTF32Encoding(isBig, byteOrderMark: false, throwOnInvalidCharacters: true).GetString(element).TrimEnd('\0');
        }
        catch (DecoderFallbackException e)
        {
            throw new DamagedDataException("a text of it is no Unicode.", e);
        }
    }

    private static string Plain<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private static DamagedDataException Other(string type) => new($"its elements are '{type}', not numbers or short texts.");
}
