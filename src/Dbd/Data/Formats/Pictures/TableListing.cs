namespace Dbd.Data.Formats.Pictures;

/// <summary>A picture that a table of a data set names.</summary>
/// <param name="Path">The file, from the folder of the data set on.</param>
/// <param name="Label">The class, as a number.</param>
/// <param name="Where">The table and row, for messages.</param>
internal readonly record struct TableRow(string Path, int Label, string Where);

/// <summary>Lists pictures that tables name, with classes that are numbers.</summary>
internal static class TableListing
{
    /// <summary>Lists them. Classes are those of the training set, in order.</summary>
    /// <param name="folder">The folder of the data set.</param>
    /// <param name="train">The training set.</param>
    /// <param name="test">The test set; null if there is none.</param>
    /// <param name="warnings">What was passed over.</param>
    /// <exception cref="DbdException">A path leads out of the folder, or a test picture is of no class.</exception>
    public static PictureListing Of(
        string folder, IReadOnlyList<TableRow> train, IReadOnlyList<TableRow>? test, List<string> warnings)
    {
        FolderBoundary boundary = new(folder);
        string from = Path.GetFullPath(folder);
        int[] classes = [.. train.Select(r => r.Label).Distinct().Order()];
        Dictionary<int, int> labels = classes.Index().ToDictionary(c => c.Item, c => c.Index);
        return new PictureListing(
            folder,
            [.. classes.Select(c => $"{c}")],
            [.. train.Select(Picture)],
            test is null ? null : [.. test.Select(Picture)],
            warnings);

        ListedPicture Picture(TableRow row)
        {
            string path = Path.GetFullPath(row.Path, from);
            if (Path.IsPathRooted(row.Path) || row.Path.Contains('\0') || !boundary.Holds(path))
                throw new DbdException($"{row.Where}: {row.Path} is not below {folder}.");
            return labels.TryGetValue(row.Label, out int label)
                ? ListedPicture.Below(folder, path, label)
                : throw new DbdException($"{row.Where}: no training picture has the class {row.Label}.");
        }
    }
}
