using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats;

/// <summary>Says of a path that holds no data set what lies there instead, and what is likely meant.</summary>
internal static class NoDataset
{
    private const string Forms = "All forms: dbd data --help.";

    private const string PerClass = "a folder with a sub-folder of pictures per class";

    private static readonly HashSet<string> s_lists = new([".csv", ".tsv", ".parquet"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_archives =
        new([".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The error for a path.</summary>
    /// <param name="path">As the user named it.</param>
    /// <param name="isData">Whether another folder holds a data set.</param>
    public static DbdException At(string path, Func<string, bool> isData)
    {
        string place = UserPath.Expand(path);
        if (File.Exists(place))
            return new DbdException($"{path} is {AboutFile(place)} {Forms}");
        if (!Directory.Exists(place))
            return new DbdException(
                $"{path} does not exist. Name {PerClass}, or another data set. {Forms} CIFAR-10 is fetched with: "
                    + "dbd data cifar10 --out DIR");
        if (Sets(place) is { } sets)
            return new DbdException($"{path} holds no data set, but {sets}");
        if (DeeperFolders.Of(path).FirstOrDefault(isData) is { } deeper)
            return new DbdException($"{path} holds no data set, but a folder below does. Name that one: {deeper}");
        return new DbdException($"{path} holds no data set: {AboutFolder(place)} {Forms}");
    }

    private static string AboutFile(string file) => Entries.IsPicture(file)
        ? $"one picture, not a data set. Name {PerClass}; dbd predict classifies single pictures."
        : Has(s_archives, file)
        ? "an archive. Unpack it, and name the folder."
        : "a file of no known form. A list of pictures ends with .csv or .parquet, and has the columns path and label.";

    private static string AboutFolder(string folder)
    {
        IReadOnlyList<string> files = Entries.Files(folder);
        IReadOnlyList<string> folders = Entries.Folders(folder);
        if (files.Count(Entries.IsPicture) is > 0 and int pictures)
            return $"{pictures} pictures lie directly in it. Put those of each class into a folder of its own, "
                + "or list them in a CSV file with the columns path and label, and name that.";
        if (files.FirstOrDefault(f => Has(s_lists, f)) is { } list)
            return $"a list of pictures is named itself: {list}.";
        if (files.FirstOrDefault(f => Has(s_archives, f)) is { } archive)
            return $"it has an archive, {archive}. Unpack it.";
        if (files.Count + folders.Count == 0)
            return $"it is empty. Name {PerClass}.";
        string names = Few.Of([.. folders.Concat(files).Select(f => Path.GetFileName(f))]);
        return $"it has {folders.Count} folders and {files.Count} files ({names}), and no pictures that can be read: PNG, JPEG, BMP, WebP, "
            + $"GIF, PPM, PGM. Name {PerClass}.";
    }

    // training_data/cat, test_data/cat: their names would be taken for classes.
    private static string? Sets(string folder) =>
        Entries.Folders(folder).Where(f => FolderSets.IsSet(f) && Entries.Folders(f).Any(Entries.HasPicture)).ToArray() is [_, _, ..] sets
            ? $"its folders {string.Join(" and ", sets.Select(s => Path.GetFileName(s)))} do. "
                + "Name one of them, or call them train and test."
            : null;

    private static bool Has(HashSet<string> endings, string file) => endings.Contains(Path.GetExtension(file));
}
