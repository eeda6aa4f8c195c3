using System.Text;

using Dbd.Runs;

namespace Dbd.Reports;

/// <summary>Tables that read well as plain text and render as Markdown.</summary>
internal static class MarkdownTable
{
    /// <summary>A table; the first column stands left, the others, which are numbers, right.</summary>
    /// <param name="header">The columns' names.</param>
    /// <param name="rows">The cells, as many in each row as there are columns.</param>
    /// <returns>Lines, each ended by <c>\n</c>.</returns>
    /// <exception cref="ArgumentException">A row has another number of cells.</exception>
    public static string Render(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Any(r => r.Count != header.Count))
            throw new ArgumentException($"Every row must have {header.Count} cells.", nameof(rows));
        string[][] cells = [.. rows.Prepend(header).Select(r => r.Select(Escape).ToArray())];
        int[] widths = [.. header.Select((_, column) => Math.Max(2, cells.Max(r => r[column].Length)))];
        StringBuilder text = new();
        AppendRow(text, cells[0], widths);
        AppendRule(text, widths);
        foreach (string[] row in cells.Skip(1))
            AppendRow(text, row, widths);
        return text.ToString();
    }

    /// <summary>A table of readings, a row per group; groups with other columns get a table of their own.</summary>
    /// <param name="groups">The groups.</param>
    /// <returns>Lines, each ended by <c>\n</c>; an empty line between tables.</returns>
    public static string Render(IReadOnlyList<MetricGroup> groups) => string.Join('\n', groups
        .GroupBy(g => string.Join(',', g.Readings.Select(r => r.Name)), StringComparer.Ordinal)
        .Select(alike => Render(
            ["group", .. alike.First().Readings.Select(r => r.Name)],
            [.. alike.Select(g => (string[])[g.Name, .. g.Readings.Select(r => Format.Number(r.Value))])])));

    private static string Escape(string cell) => cell.Replace("|", "\\|");

    private static void AppendRow(StringBuilder text, string[] cells, int[] widths)
    {
        for (int i = 0; i < cells.Length; i++)
            text.Append("| ").Append(i == 0 ? cells[i].PadRight(widths[i]) : cells[i].PadLeft(widths[i])).Append(' ');
        text.Append("|\n");
    }

    private static void AppendRule(StringBuilder text, int[] widths)
    {
        for (int i = 0; i < widths.Length; i++)
            text.Append('|').Append(i == 0 ? ':' : '-').Append('-', widths[i]).Append(i == 0 ? '-' : ':');
        text.Append("|\n");
    }
}
