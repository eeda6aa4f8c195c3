using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.Packed;

/// <summary>Finds the files of a data set that is cut into several ("shards"): in its folder, in <c>data/</c>, or in folders of its
/// sets.</summary>
internal static class ShardFolder
{
    private static readonly EnumerationOptions s_deep = new()
    {
        IgnoreInaccessible = true,
        RecurseSubdirectories = true,
        MaxRecursionDepth = 2,
    };

    private static readonly EnumerationOptions s_readable = new() { IgnoreInaccessible = true };

    /// <summary>Finds them.</summary>
    /// <param name="path">A folder, or one such file.</param>
    /// <param name="ending">How their names end: <c>.tar</c>.</param>
    /// <returns>Full paths in ordinal order; none if there are none.</returns>
    /// <exception cref="DbdException">Several folders hold a data set each: names them.</exception>
    public static IReadOnlyList<string> Find(string path, string ending)
    {
        string full = Path.GetFullPath(path);
        if (File.Exists(full))
            return full.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? [full] : [];
        if (!Directory.Exists(full))
            return [];
        if (Files(full, ending, s_readable) is [_, ..] direct)
            return direct;
        (string Folder, string[] Files)[] below =
        [
            .. Entries.Folders(full, s_readable)
                .Select(d => (d, Files(d, ending, s_deep)))
                .Where(d => d.Item2.Length > 0),
        ];
        if (below.FirstOrDefault(d => Path.GetFileName(d.Folder) == "data") is { Folder: not null } data)
            return data.Files;
        return below.Length < 2 || below.All(d => ShardSplit.WordIn(Path.GetFileName(d.Folder)) is not null)
            ? [.. below.SelectMany(d => d.Files)]
            : throw new DbdException(
                $"{path} holds several data sets, a folder each. Name one: {string.Join(", ", below.Select(d => d.Folder))}.");
    }

    private static string[] Files(string folder, string ending, EnumerationOptions options) =>
    [
        .. Directory.EnumerateFiles(folder, "*", options)
            .Where(f => f.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && Entries.IsVisible(f))
            .Order(StringComparer.Ordinal),
    ];
}
