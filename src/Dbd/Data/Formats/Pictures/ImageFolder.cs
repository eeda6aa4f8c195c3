namespace Dbd.Data.Formats.Pictures;

/// <summary>Lists a folder of pictures: a sub-folder a class, or those below <c>train</c> and <c>test</c> (or <c>val</c>).</summary>
/// <remarks>Classes and files are in ordinal order of their names, and folders below that of a class belong to it, as in torchvision's
/// <c>ImageFolder</c>; <c>classes.txt</c>, if it is there, gives another order of the classes.</remarks>
internal static class ImageFolder
{
    /// <summary>Whether a folder has a class with a picture; or two, all of whose pictures lie a folder deeper.</summary>
    public static bool IsIn(string folder)
    {
        if (!Directory.Exists(folder))
            return false;
        string train = FolderSets.In(folder).Train;
        return AreClasses(train) || (train != folder && AreClasses(folder));
    }

    /// <summary>Lists the pictures.</summary>
    /// <exception cref="DbdException">There are none, classes do not fit, or a link leads out of the folder.</exception>
    public static PictureListing List(string folder)
    {
        FolderBoundary boundary = new(folder);
        FolderSets sets = FolderSets.In(folder);
        string classes = Path.Combine(folder, ClassList.FileName);
        new ClassFolder(folder, boundary).CheckFile(classes);
        IReadOnlyList<string> names = ClassList.ReadIfThere(classes) ?? [.. Entries.Folders(sets.Train).Select(Path.GetFileName)!];
        List<string> warnings = [];
        PictureListing listing = new(
            folder,
            names,
            Pictures(folder, sets.Train, names, boundary, warnings),
            sets.Test is null ? null : Pictures(folder, sets.Test, names, boundary, warnings),
            warnings);
        if (sets.Train != folder)
            ClassFolder.TellLoose(folder, warnings);
        foreach (string other in sets.LeftAlone)
            warnings.Add(
                $"{other} is left alone, with {Entries.CountPictures(other)} pictures: the classes are those below {sets.Train}"
                    + $"{(sets.Test is null ? "" : $", the test set is {sets.Test}")}.");
        return listing;
    }

    private static List<ListedPicture> Pictures(
        string root, string place, IReadOnlyList<string> names, FolderBoundary boundary, List<string> warnings)
    {
        Dictionary<string, int> labels = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
        ClassFolder found = new(root, boundary);
        List<ListedPicture> pictures = [];
        foreach (string folder in Entries.Folders(place).OrderBy(f => labels.GetValueOrDefault(Path.GetFileName(f), -1)))
        {
            if (!labels.TryGetValue(Path.GetFileName(folder), out int label))
                throw new DbdException($"{folder} is no class of {root}, which are: {Few.Of(names)}. Rename or remove it.");
            pictures.AddRange(found.Pictures(folder).Select(file => ListedPicture.Below(root, file, label)));
        }
        found.Tell(place, warnings);
        return pictures;
    }

    private static bool AreClasses(string place)
    {
        IReadOnlyList<string> folders = Entries.Folders(place);
        return folders.Any(Entries.HasPicture)
            || (folders.Count > 1 && folders.All(f => !FolderSets.IsSet(f) && Entries.Folders(f).Any(Entries.HasPicture)));
    }
}
