namespace Dbd.Data.Formats.Manifests;

/// <summary>A row of a manifest.</summary>
/// <param name="Path">The picture's file, from the manifest's folder on.</param>
/// <param name="Label">The class, by name or number.</param>
/// <param name="Split">Which set it belongs to; null where the manifest has no such column.</param>
internal readonly record struct ManifestRow(string Path, string Label, string? Split);

/// <summary>Which columns of a table a manifest is made of.</summary>
/// <param name="Path">Number of the column with the picture's file.</param>
/// <param name="Label">Number of the column with the class.</param>
/// <param name="Split">Number of the column with the set; null if there is none.</param>
internal sealed record ManifestColumns(int Path, int Label, int? Split)
{
    private static readonly string[] s_path = ["path", "file", "filename", "file_name", "image"];
    private static readonly string[] s_label = ["label", "class", "class_name"];

    /// <summary>All of them: of path, label, and split if there is one.</summary>
    public int[] Numbers => Split is { } split ? [Path, Label, split] : [Path, Label];

    /// <summary>Finds them by their names.</summary>
    /// <exception cref="DbdException">One is missing.</exception>
    public static ManifestColumns Find(string manifest, IReadOnlyList<string> names)
    {
        return new ManifestColumns(Needed(s_path), Needed(s_label), IndexOf(["split"]));

        int Needed(string[] candidates) => IndexOf(candidates) ?? throw new DbdException(
            $"{manifest} has no column {string.Join(" or ", candidates)}; its columns are: {string.Join(", ", names)}. "
            + "A manifest has a column path, a column label, and if it likes a column split (train, test).");

        int? IndexOf(string[] candidates) => candidates
            .SelectMany(c => names.Index().Where(n => n.Item.Trim().Equals(c, StringComparison.OrdinalIgnoreCase)))
            .Select(n => (int?)n.Index)
            .FirstOrDefault();
    }
}
