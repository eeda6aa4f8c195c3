using Dbd.Data.Formats.Packed;
using Dbd.Data.Formats.Pictures;
using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Data.Formats.CsvFolders;

/// <summary>A table of the pictures' names and labels, <c>train.csv</c> or <c>labels.csv</c>, beside a folder with the pictures,
/// <c>train/</c> or <c>images/</c>, as data sets on Kaggle are. The table may leave the ending of the names out. <c>test.csv</c> with
/// labels is the test set.</summary>
internal sealed class CsvFolderFormat : IDatasetFormat
{
    private static readonly string[] s_trainTables = ["train.csv", "train_labels.csv", "trainLabels.csv", "labels.csv", "training.csv"];

    private static readonly string[] s_trainFolders =
    [
        "train", "train/train", "train_images", "train_images/train_images", "train-images", "training", "images", "images/train",
        "images/images", "img", "",
    ];

    private static readonly string[] s_testTables = ["test.csv", "test_labels.csv", "val.csv", "valid.csv", "validation.csv"];

    private static readonly string[] s_testFolders =
    [
        "test", "test/test", "test_images", "test_images/test_images", "test-images", "val", "valid", "validation", "images", "images/test",
        "images/images", "img", "train", "",
    ];

    /// <inheritdoc/>
    public bool IsIn(string path)
    {
        try
        {
            return CsvPictures.Find(UserPath.Expand(path), s_trainTables, s_trainFolders) is not null;
        }
        catch (DbdException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) =>
        PictureSet.Load(Listing(path), options, cancellation);

    private static PictureListing Listing(string path)
    {
        string root = Path.GetFullPath(UserPath.Expand(path));
        CsvPictures tables = CsvPictures.Find(root, s_trainTables, s_trainFolders)
            ?? throw new DbdException(
                $"The folder {path} has no {s_trainTables[0]} whose first row names a picture in {s_trainFolders[0]}/.");
        if (tables.Label is null)
            throw new DbdException($"{tables.Table} has no column label or class, and more than two columns. Name it label.");
        List<string> warnings = [];
        List<CsvPicture> train = tables.Read();
        List<CsvPicture>? test = Test(root, tables.Label, warnings);
        List<CsvPicture> all = [.. train, .. test ?? []];
        WarnOfOthers(tables.Folder, all, warnings);
        PackedLabels labels = PackedLabels.Of(
            [.. all.Select(r => r.Label)],
            train.Count,
            ClassList.ReadIfThere(Path.Combine(root, ClassList.FileName)),
            i => all[i].Where,
            warnings);
        ListedPicture[] pictures = Listed(root, all, labels.Labels);
        return new PictureListing(
            root, labels.Classes, pictures[..train.Count], test is null ? null : pictures[train.Count..], warnings);
    }

    private static List<CsvPicture>? Test(string root, string label, List<string> warnings)
    {
        if (CsvPictures.Find(root, s_testTables, s_testFolders) is not { } found)
            return null;
        if (label.Equals(found.Label, StringComparison.OrdinalIgnoreCase))
            return found.Read();
        warnings.Add($"{found.Table} and its pictures are left alone: it has no column {label}.");
        return null;
    }

    private static ListedPicture[] Listed(string root, List<CsvPicture> rows, int[] labels)
    {
        FolderBoundary boundary = new(root);
        return [.. rows.Select((r, i) => boundary.Holds(Path.GetFullPath(r.File))
            ? ListedPicture.Below(root, Path.GetFullPath(r.File), labels[i])
            : throw new DbdException($"{r.Where}: {r.File} is not below {root}."))];
    }

    private static void WarnOfOthers(string folder, List<CsvPicture> rows, List<string> warnings) =>
        DamagedDataException.Naming(folder, "a folder of pictures", () =>
        {
            HashSet<string> listed = [.. rows.Select(r => Path.GetFullPath(r.File))];
            string[] others =
            [
                .. Directory.EnumerateFiles(folder)
                    .Where(f => PictureFile.Extensions.Contains(Path.GetExtension(f)) && !listed.Contains(Path.GetFullPath(f))),
            ];
            if (others.Length > 0)
                warnings.Add(
                    $"{others.Length} pictures of {folder} are in no row, the first {others.Min(StringComparer.Ordinal)}; "
                        + "they are passed over.");
        });
}
