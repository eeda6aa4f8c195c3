using System.Globalization;
using System.Text;

namespace Dbd.Serialization.Pickling;

/// <summary>The escapes of protocol 0's texts.</summary>
internal static class PickleEscapes
{
    /// <summary>The bytes of a Python 2 string literal, as <c>repr</c> writes it.</summary>
    /// <param name="literal">In quotes, one character a byte.</param>
    public static byte[] Quoted(string literal)
    {
        if (literal.Length < 2 || literal[0] != literal[^1] || literal[0] is not ('\'' or '"'))
            throw new DamagedDataException("a string is not in quotes.");
        return Encoding.Latin1.GetBytes(Unescaped(literal[1..^1], Literal));
    }

    /// <summary>A text in Python's raw-unicode-escape.</summary>
    /// <param name="line">One character a byte.</param>
    public static string RawUnicode(string line) => Unescaped(line, Raw);

    private static string Unescaped(string text, Func<string, int, (string Value, int Length)> escape)
    {
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }
            if (i + 1 == text.Length)
                throw new DamagedDataException("a string ends in a backslash.");
            (string value, int length) = escape(text, i + 1);
            result.Append(value);
            i += length;
        }
        return result.ToString();
    }

    private static (string Value, int Length) Literal(string text, int at) => text[at] switch
    {
        'n' => ("\n", 1),
        'r' => ("\r", 1),
        't' => ("\t", 1),
        '\\' or '\'' or '"' => (text[at].ToString(), 1),
        'x' => (char.ConvertFromUtf32(Hex(text, at + 1, 2)), 3),
        char c => throw new DamagedDataException($"a string has the unknown escape \\{c}."),
    };

    private static (string Value, int Length) Raw(string text, int at) => text[at] switch
    {
        'u' => (((char)Hex(text, at + 1, 4)).ToString(), 5),
        'U' => (Rune.TryCreate(Hex(text, at + 1, 8), out Rune rune)
            ? rune.ToString()
            : throw new DamagedDataException("a text has an escape beyond Unicode."), 9),
        _ => ("\\", 0),
    };

    private static int Hex(string text, int at, int digits) =>
        at + digits <= text.Length && int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, null, out int value)
            ? value
            : throw new DamagedDataException("a string has a broken escape.");
}
