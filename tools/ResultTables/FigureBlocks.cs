using System.Text.RegularExpressions;

namespace Dbd.ResultTables;

/// <summary>The parts of a page from <c>&lt;!-- figures: NAME --&gt;</c> to <c>&lt;!-- end --&gt;</c>: tables that are generated.</summary>
internal static partial class FigureBlocks
{
    /// <summary>The names of a page's tables, from top to bottom.</summary>
    /// <param name="page">The page's text.</param>
    public static IEnumerable<string> Names(string page) => Head().Matches(page).Select(m => m.Groups["name"].Value);

    /// <summary>Puts the current tables into a page.</summary>
    /// <param name="page">The page's text.</param>
    /// <param name="render">The table of a name, each line ended by <c>\n</c>.</param>
    /// <returns>The page, in which only what stands between the marks has changed.</returns>
    /// <exception cref="FormatException">A table's end is missing.</exception>
    public static string Rewrite(string page, Func<string, string> render)
    {
        HashSet<int> whole = [.. Block().Matches(page).Select(m => m.Index)];
        if (Head().Matches(page).FirstOrDefault(m => !whole.Contains(m.Index)) is { } open)
            throw new FormatException($"The table '{open.Groups["name"].Value}' has no end: put <!-- end --> below it.");
        return Block().Replace(page, m => $"{m.Groups["head"].Value}\n{render(m.Groups["name"].Value)}{m.Groups["end"].Value}");
    }

    // At the beginning of a line: a page may also speak of the marks.
    [GeneratedRegex("^<!-- figures: (?<name>[^ ]+) -->", RegexOptions.Multiline)]
    private static partial Regex Head();

    // Not over the head of the next table.
    [GeneratedRegex(
        "^(?<head><!-- figures: (?<name>[^ ]+) -->)(?:(?!^<!-- figures:).)*?(?<end>^<!-- end -->)",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
