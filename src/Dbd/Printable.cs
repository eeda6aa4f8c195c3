using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dbd;

/// <summary>Makes text from data harmless where it is shown: a class, a file or a model may have any name, also one that moves a
/// terminal's cursor, turns the direction of writing, or looks like a line of ours. What cannot be seen becomes an escape:
/// <c>\x1b</c>, <c>\u202e</c>.</summary>
/// <remarks>Escaped are the Unicode categories Control, Format, Line and Paragraph Separator. Backslashes stay, for paths.</remarks>
internal static class Printable
{
    private static readonly SearchValues<char> s_lineEnds = SearchValues.Create("\n\r\t");

    /// <summary>Text of one line: line ends and tabs are escaped too.</summary>
    /// <param name="text">Any text.</param>
    public static string Line(string text) => Escaped(text, keep: null);

    /// <summary>Text of many lines: <c>\n</c>, <c>\r\n</c> and tabs stay.</summary>
    /// <param name="text">Any text.</param>
    public static string Lines(string text) => Escaped(text, s_lineEnds);

    private static string Escaped(string text, SearchValues<char>? keep)
    {
        StringBuilder? shown = null;
        int length;
        for (int i = 0; i < text.Length; i += length)
        {
            length = char.IsSurrogatePair(text, i) ? 2 : 1;
            bool isKept = keep?.Contains(text[i]) == true && (text[i] != '\r' || text.AsSpan(i + 1).StartsWith('\n'));
            if (isKept || !IsHidden(CharUnicodeInfo.GetUnicodeCategory(text, i)))
                shown?.Append(text, i, length);
            else
                (shown ??= new StringBuilder(text, 0, i, text.Length + 16)).AppendJoin("", text.Substring(i, length).Select(Escape));
        }
        return shown?.ToString() ?? text;
    }

    private static bool IsHidden(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // What JSON leaves as it is becomes an escape that JSON knows too.
    private static string Escape(char code) => code switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= '\x9f' => $"\\x{(int)code:x2}",
        _ => $"\\u{(int)code:x4}",
    };
}
