using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.Manifests;

/// <summary>Lists the pictures that a manifest names.</summary>
internal static class Manifest
{
    private const int MostRows = 2_000_000;

    private static readonly string[] s_testSplits = ["test", "val", "valid", "validation"];

    /// <summary>Refuses a manifest of too many rows before they are held.</summary>
    /// <exception cref="DbdException">There are more than 2 million.</exception>
    public static void CheckCount(string manifest, long rows)
    {
        if (rows is < 0 or > MostRows)
            throw new DbdException($"{manifest} has more than {MostRows} rows; that many pictures do not fit into memory.");
    }

    /// <summary>Lists the pictures of some rows.</summary>
    /// <exception cref="DbdException">A row is not as it should be: names it.</exception>
    public static PictureListing List(string manifest, IReadOnlyList<ManifestRow> rows)
    {
        CheckRows(manifest, rows);
        List<string> warnings = [];
        string[] classes = LabelTexts.Names([.. rows.Select(r => r.Label)], row => Where(manifest, row), warnings);
        string folder = Path.GetDirectoryName(Path.GetFullPath(manifest))!;
        RepeatedRows.Check(
            [.. rows.Select((r, i) => (Path.GetFullPath(r.Path, folder), classes[i], SplitOf(r)))], row => Where(manifest, row), warnings);
        string? test = s_testSplits.FirstOrDefault(rows.Select(SplitOf).ToHashSet(StringComparer.Ordinal).Contains);
        string[] names = LabelTexts.Classes(classes.Where((_, i) => SplitOf(rows[i]) == "train"));
        Dictionary<string, int> labels = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
        foreach ((string split, int count) in rows.CountBy(SplitOf).Where(s => s.Key != "train" && s.Key != test))
            warnings.Add($"{count} rows of {split} are left alone: the test set is {test}.");
        return new PictureListing(manifest, names, Pictures("train"), test is null ? null : Pictures(test), warnings);

        ListedPicture[] Pictures(string split)
        {
            FolderBoundary boundary = new(folder);
            return
            [
                .. rows.Index()
                    .Where(r => SplitOf(r.Item) == split)
                    .Select(r => Picture(manifest, folder, boundary, r.Index, r.Item with { Label = classes[r.Index] }, labels)),
            ];
        }
    }

    private static ListedPicture Picture(
        string manifest, string folder, FolderBoundary boundary, int row, ManifestRow entry, Dictionary<string, int> labels)
    {
        string path = Path.GetFullPath(entry.Path, folder);
        if (Path.IsPathRooted(entry.Path) || !boundary.Holds(path))
            throw Wrong(
                manifest, row, $"{entry.Path} is not below {folder}. Paths are relative to the manifest, and stay below its folder.");
        if (!labels.TryGetValue(entry.Label, out int label))
            throw Wrong(manifest, row, $"no training row has the class '{entry.Label}'.");
        return ListedPicture.Below(folder, path, label);
    }

    private static void CheckRows(string manifest, IReadOnlyList<ManifestRow> rows)
    {
        if (rows.Count == 0)
            throw new DbdException($"{manifest} has no rows; expected a picture a row.");
        foreach ((int i, ManifestRow row) in rows.Index())
        {
            if (row.Path.Length == 0)
                throw Wrong(manifest, i, "its path is empty.");
            if (row.Path.Contains('\0'))
                throw Wrong(manifest, i, "its path has a zero character in it.");
            if (SplitOf(row) is var split && split != "train" && !s_testSplits.Contains(split))
                throw Wrong(manifest, i, $"its split is '{row.Split}'; expected train, or one of {string.Join(", ", s_testSplits)}.");
        }
        // Where no row has one, the column is as good as not there.
        int missing = rows.Index().FirstOrDefault(r => r.Item.Split is "", (-1, default)).Index;
        if (missing >= 0 && rows.Any(r => r.Split is not (null or "")))
            throw Wrong(manifest, missing, "its split is empty, and other rows have one.");
    }

    private static string SplitOf(ManifestRow row) => row.Split is null or "" ? "train" : row.Split.ToLowerInvariant();

    private static string Where(string manifest, int row) => $"{manifest}, row {row + 1} of its data";

    private static DbdException Wrong(string manifest, int row, string problem) => new($"{Where(manifest, row)}: {problem}");
}
