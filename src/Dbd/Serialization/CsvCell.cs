using System.Buffers;
using System.Globalization;

namespace Dbd.Serialization;

/// <summary>Text from data as a cell of a CSV file. What a spreadsheet would take for a formula gets a single quote before it, as OWASP
/// advises (CSV injection); reading takes it off again. Numbers stay as they are.</summary>
internal static class CsvCell
{
    private const char Quote = '\'';

    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly SearchValues<char> s_begins = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>A text as it is written.</summary>
    /// <param name="text">Any text; <see cref="Read"/> gives it back.</param>
    public static string Write(string text) => IsFormula(text) ? Quote + text : text;

    /// <summary>A text that was written.</summary>
    /// <param name="cell">The cell, without the quotes and commas of CSV.</param>
    public static string Read(string cell) => cell.StartsWith(Quote) && IsFormula(cell) ? cell[1..] : cell;

    // With quotes before it, it gets one more: else reading could not tell those of the text from ours.
    private static bool IsFormula(string text)
    {
        ReadOnlySpan<char> bare = text.AsSpan().TrimStart(Quote);
        return bare.Length > 0 && s_begins.Contains(bare[0]) && !double.TryParse(bare, Number, CultureInfo.InvariantCulture, out _);
    }
}
