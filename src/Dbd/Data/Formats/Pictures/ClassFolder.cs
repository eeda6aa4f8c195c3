namespace Dbd.Data.Formats.Pictures;

/// <summary>Finds the pictures of a class: those in its folder, and in the folders below it, as torchvision's <c>ImageFolder</c> does.
/// Links are followed, but not out of the data's folder.</summary>
/// <param name="root">The data's folder.</param>
/// <param name="boundary">The same.</param>
internal sealed class ClassFolder(string root, FolderBoundary boundary)
{
    private const int MostLevels = 32;

    // With links to each other, a few folders can be entered in billions of ways.
    private const int MostFolders = 100_000;

    // Pictures below the folder of a class, and not in it.
    private readonly List<string> _deeper = [];

    /// <summary>The files that were found and are no pictures by their names.</summary>
    public List<string> Others { get; } = [];

    /// <summary>The pictures of a class, in the order of torchvision: folder by folder, and in each by name.</summary>
    /// <param name="folder">The folder of the class.</param>
    /// <exception cref="DbdException">A link leads out of the data's folder or in a circle, or there are too many folders.</exception>
    public List<string> Pictures(string folder)
    {
        List<string> folders = [];
        Collect(folder, [], folders);
        folders.Sort(StringComparer.Ordinal);
        List<string> pictures = [];
        foreach (string place in folders)
        {
            bool hasLinks = Entries.HasLinks(place);
            foreach (string file in Entries.Files(place))
            {
                if (hasLinks)
                    CheckFile(file);
                List<string> kind = !Entries.IsPicture(file) ? Others : pictures;
                kind.Add(file);
                if (kind == pictures && place != folder)
                    _deeper.Add(file);
            }
        }
        return pictures;
    }

    /// <summary>Tells what may not be expected of the pictures that were found.</summary>
    /// <param name="place">The folder of the classes.</param>
    /// <param name="warnings">Is told.</param>
    public void Tell(string place, List<string> warnings)
    {
        if (_deeper is [var deeper, ..])
            warnings.Add(
                $"{_deeper.Count} pictures of {place} lie deeper than in the folder of their class, the first {deeper}; "
                    + "they are read, as torchvision's ImageFolder reads them.");
        if (Others is [var other, ..])
            warnings.Add($"{Others.Count} files of {place} are no pictures by their names, the first {other}; they are passed over.");
        TellLoose(place, warnings);
    }

    /// <summary>Tells of pictures that lie in no folder of a class.</summary>
    /// <param name="place">A folder above those of the classes.</param>
    /// <param name="warnings">Is told.</param>
    public static void TellLoose(string place, List<string> warnings)
    {
        if (Entries.Files(place).Where(Entries.IsPicture).ToArray() is [var first, ..] loose)
            warnings.Add($"{loose.Length} pictures lie in {place} itself, the first {first}: they are of no class, and are passed over.");
    }

    /// <summary>Refuses a link that leads out of the data's folder.</summary>
    /// <exception cref="DbdException">The file is one.</exception>
    public void CheckFile(string file)
    {
        if (File.Exists(file) && !boundary.Holds(Path.GetFullPath(file)))
            throw Outside(file);
    }

    private void Collect(string folder, List<string> above, List<string> all)
    {
        string real = boundary.RealOf(Path.GetFullPath(folder)) ?? throw Outside(folder);
        if (above.Contains(real) || above.Count == MostLevels)
            throw new DbdException($"{folder} is a link in a circle, or a folder {MostLevels} levels deep. Remove it from {root}.");
        if (all.Count == MostFolders)
            throw new DbdException($"{folder} and the folders before it are more than {MostFolders}. Name a folder with fewer.");
        all.Add(folder);
        above.Add(real);
        foreach (string inner in Entries.Folders(folder))
            Collect(inner, above, all);
        above.RemoveAt(above.Count - 1);
    }

    private DbdException Outside(string path) => new(
        $"{path} is a link that leads out of {root}. Put what it leads to there itself, or name the folder that holds all of it.");
}
