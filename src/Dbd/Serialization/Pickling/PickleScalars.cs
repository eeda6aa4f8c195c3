using System.Globalization;

using Op = Dbd.Serialization.Pickling.PickleOpcode;

namespace Dbd.Serialization.Pickling;

/// <summary>The instructions that push one constant: numbers, texts, bytes.</summary>
/// <remarks>A Python 2 <c>str</c> and Python 3 <c>bytes</c> become <c>ReadOnlyMemory&lt;byte&gt;</c>, text <see cref="string"/>.</remarks>
internal static class PickleScalars
{
    public static bool TryRead(Op op, PickleInput input, out object? value)
    {
        value = null;
        switch (op)
        {
            case Op.None:
                return true;
            case Op.NewTrue or Op.NewFalse:
                value = op == Op.NewTrue;
                return true;
            default:
                value = Number(op, input) ?? (object?)Bytes(op, input) ?? Text(op, input);
                return value is not null;
        }
    }

    private static object? Number(Op op, PickleInput input) => op switch
    {
        Op.BinInt => (long)input.Int32(),
        Op.BinInt1 => (long)input.Byte(),
        Op.BinInt2 => (long)input.UInt16(),
        Op.Long1 => TwosComplement(input.Bytes(input.Byte())),
        Op.Long4 => TwosComplement(input.Bytes(input.UInt32())),
        Op.BinFloat => input.Double(),
        Op.Int => IntegerOrBool(input.Line()),
        Op.Long => Integer(input.Line().TrimEnd('L')),
        Op.Float => Real(input.Line()),
        _ => null,
    };

    private static ReadOnlyMemory<byte>? Bytes(Op op, PickleInput input) => op switch
    {
        Op.ShortBinString or Op.ShortBinBytes => input.Slice(input.Byte()),
        Op.BinString or Op.BinBytes => input.Slice(input.UInt32()),
        Op.BinBytes8 or Op.ByteArray8 => input.Slice(input.UInt64()),
        Op.String => PickleEscapes.Quoted(input.Line()),
        // A bare null would be an empty memory, by way of byte[].
        _ => (ReadOnlyMemory<byte>?)null,
    };

    private static string? Text(Op op, PickleInput input) => op switch
    {
        Op.BinUnicode => input.Text(input.UInt32()),
        Op.ShortBinUnicode => input.Text(input.Byte()),
        Op.BinUnicode8 => input.Text(input.UInt64()),
        Op.Unicode => PickleEscapes.RawUnicode(input.Line()),
        _ => null,
    };

    // Seeds of generators may be longer; nobody here asks for one.
    private static object TwosComplement(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
            return new PassedValue($"a whole number of {bytes.Length} bytes");
        long value = bytes.Length > 0 && bytes[^1] >= 0x80 ? -1 : 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    // Protocol 0 has no booleans: they are the numbers 00 and 01.
    private static object IntegerOrBool(string line) => line switch
    {
        "00" => false,
        "01" => true,
        _ => Integer(line),
    };

    private static long Integer(string digits) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, null, out long value)
            ? value
            : throw new DamagedDataException($"'{Shortened(digits)}' is not a whole number of 64 bits.");

    private static double Real(string digits) =>
        double.TryParse(digits, NumberStyles.Float, null, out double value)
            ? value
            : throw new DamagedDataException($"'{Shortened(digits)}' is not a number.");

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
