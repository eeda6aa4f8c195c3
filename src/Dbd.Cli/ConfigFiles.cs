using System.Text.RegularExpressions;

using Dbd.Configuration;

namespace Dbd.Cli;

/// <summary>Finds configurations, also where the shell leaves patterns alone.</summary>
internal static class ConfigFiles
{
    /// <summary>The files that some arguments name.</summary>
    /// <param name="arguments">Files, folders (searched for <c>*.yaml</c>) and patterns of <c>*</c>, <c>**</c> and <c>?</c>.</param>
    /// <exception cref="ConfigException">Something is not there, or nothing matches.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> arguments) => [.. arguments.SelectMany(Find)];

    private static IEnumerable<string> Find(string argument)
    {
        if (File.Exists(argument))
            return [argument];
        List<string> found = Directory.Exists(argument) ? Matching(argument.TrimEnd('/'), "**/*.yaml") : ByPattern(argument);
        return found.Count > 0
            ? found
            : throw new ConfigException(
                new ConfigLocation(argument, 0, ""), "There is no such configuration.", "Name a file, a folder, or a pattern.");
    }

    private static List<string> ByPattern(string pattern)
    {
        int wildcard = pattern.IndexOfAny(['*', '?']);
        if (wildcard < 0)
            return [];
        int slash = pattern.LastIndexOf('/', wildcard);
        string folder = slash < 0 ? "." : slash == 0 ? "/" : pattern[..slash];
        return Directory.Exists(folder) ? Matching(folder, pattern[(slash + 1)..]) : [];
    }

    private static List<string> Matching(string folder, string pattern)
    {
        string regex = Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?").Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]");
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => IsMatch(Path.GetRelativePath(folder, f).Replace('\\', '/')))
            .Order(StringComparer.Ordinal)];

        bool IsMatch(string path) => Regex.IsMatch(path, $"^{regex}$", RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
