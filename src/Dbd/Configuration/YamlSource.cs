using YamlDotNet.Core.Events;

namespace Dbd.Configuration;

/// <summary>Where YAML text comes from, and the errors that say so.</summary>
/// <param name="File">The file as the user named it, or <c>--set</c>.</param>
/// <param name="OverriddenKey">For <c>--set</c>: the key it sets. The lines of its value are nothing to a user.</param>
internal sealed record YamlSource(string File, string OverriddenKey = "")
{
    public int LineOf(ParsingEvent at) => Line((int)at.Start.Line);

    public ConfigException Error(ParsingEvent at, string path, string problem, string advice) =>
        new(new ConfigLocation(File, LineOf(at), path), problem, advice);

    public ConfigException SyntaxError(string yaml, int line, string what, Exception inner)
    {
        int tabbed = TabbedLine(yaml, line);
        ConfigLocation location = new(File, Line(Math.Max(tabbed, line)), OverriddenKey);
        return tabbed > 0
            ? new(location, "The line is indented with a tab, which YAML does not allow.", "Indent with spaces.", inner)
            : new(
                location,
                $"This is not valid YAML: {what.TrimEnd('.')}.",
                "Check colons, quotes, brackets and indentation here and in the line above.",
                inner);
    }

    // The scanner reports a tab at the line of the key above it.
    private static int TabbedLine(string yaml, int line)
    {
        string[] lines = yaml.ReplaceLineEndings("\n").Split('\n');
        return Enumerable.Range(line, 2).FirstOrDefault(n => n >= 1 && n <= lines.Length && IsTabbed(lines[n - 1]));
    }

    private static bool IsTabbed(string line) => line[..^line.TrimStart().Length].Contains('\t', StringComparison.Ordinal);

    private int Line(int line) => OverriddenKey.Length > 0 ? 0 : line;
}
