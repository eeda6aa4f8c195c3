namespace Dbd.Data.Formats.Pictures;

/// <summary>Which folders of an image folder hold its sets.</summary>
/// <param name="Train">The folder of the classes; the image folder itself where it has no folder for training.</param>
/// <param name="Test">The folder with those of the test set; null where there is none.</param>
/// <param name="LeftAlone">Further folders beside them.</param>
internal sealed record FolderSets(string Train, string? Test, IReadOnlyList<string> LeftAlone)
{
    private static readonly string[] s_train = ["train", "training", "train_set", "training_set"];

    private static readonly string[] s_test =
        ["test", "val", "valid", "validation", "testing", "test_set", "testing_set", "val_set", "validation_set"];

    /// <summary>Finds them by their names, of any case.</summary>
    public static FolderSets In(string folder)
    {
        IReadOnlyList<string> all = Entries.Folders(folder);
        if (First(s_train) is not { } train)
            return new FolderSets(folder, null, []);
        string? test = First(s_test);
        return new FolderSets(train, test, [.. all.Where(f => f != train && f != test)]);

        string? First(string[] names) => names
            .SelectMany(n => all.Where(f => Path.GetFileName(f).Equals(n, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(f => Entries.Folders(f).Count > 0);
    }

    /// <summary>Whether a folder seems to be that of a set, and not that of a class, by its name: <c>seg_train</c>.</summary>
    public static bool IsSet(string folder) => Path.GetFileName(folder) is var name
        && (name.Contains("train", StringComparison.OrdinalIgnoreCase) || s_test.Contains(name, StringComparer.OrdinalIgnoreCase)
            || name.EndsWith("_test", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_val", StringComparison.OrdinalIgnoreCase));
}
