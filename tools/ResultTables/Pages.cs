namespace Dbd.ResultTables;

/// <summary>The pages that may hold tables of figures.</summary>
internal static class Pages
{
    private static readonly string[] s_folders = ["docs", "results"];

    /// <summary>The README and its neighbours, and every page of <c>docs</c> and of <c>results</c>.</summary>
    /// <param name="root">The repository's root.</param>
    /// <returns>Paths of Markdown files.</returns>
    public static IEnumerable<string> In(string root) => Directory.GetFiles(root, "*.md")
        .Concat(s_folders.SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.md", SearchOption.AllDirectories)))
        .Order(StringComparer.Ordinal);
}
