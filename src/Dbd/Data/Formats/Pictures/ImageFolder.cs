using Dbd.Imaging;

namespace Dbd.Data.Formats.Pictures;

/// <summary>Lists a folder of pictures: a sub-folder a class, or those below <c>train</c> and <c>test</c> (or <c>val</c>).</summary>
/// <remarks>Classes and files are in ordinal order of their names, as in torchvision's <c>ImageFolder</c>; <c>classes.txt</c>, if it is
/// there, gives another order of the classes.</remarks>
internal static class ImageFolder
{
    private const string TrainFolder = "train";

    private static readonly string[] s_testFolders = ["test", "val", "valid", "validation"];

    private static readonly EnumerationOptions s_readable = new() { IgnoreInaccessible = true };

    private static readonly EnumerationOptions s_deep = new()
    {
        IgnoreInaccessible = true,
        RecurseSubdirectories = true,
        MaxRecursionDepth = 3,
    };

    /// <summary>Whether a folder has a class with a picture.</summary>
    public static bool IsIn(string folder) =>
        Directory.Exists(folder) && (HasPictures(folder) || (TrainIn(folder) is { } train && HasPictures(train)));

    /// <summary>Lists the pictures.</summary>
    /// <exception cref="DbdException">There are none, classes do not fit, or a link leads out of the folder.</exception>
    public static PictureListing List(string folder)
    {
        FolderBoundary boundary = new(folder);
        string train = TrainIn(folder) ?? folder;
        string[] tests = train == folder ? [] : [.. s_testFolders.Select(t => Path.Combine(folder, t)).Where(t => Subfolders(t).Count > 0)];
        string classes = Path.Combine(folder, ClassList.FileName);
        Check(boundary, folder, classes);
        IReadOnlyList<string> names = ClassList.ReadIfThere(classes) ?? [.. Subfolders(train).Select(Path.GetFileName)!];
        List<string> warnings = [];
        PictureListing listing = new(
            folder,
            names,
            Pictures(folder, train, names, boundary, warnings),
            tests.Length == 0 ? null : Pictures(folder, tests[0], names, boundary, warnings),
            warnings);
        if (tests.Length > 1)
            warnings.Add($"{string.Join(" and ", tests[1..])} are left alone: the test set is {tests[0]}.");
        if (train != folder && Subfolders(folder).Except([train, .. tests]).ToArray() is [_, ..] ignored)
            warnings.Add($"{string.Join(" and ", ignored)} are left alone: the classes are those below {train}.");
        return listing;
    }

    private static List<ListedPicture> Pictures(
        string root, string place, IReadOnlyList<string> names, FolderBoundary boundary, List<string> warnings)
    {
        List<ListedPicture> pictures = [];
        List<string> others = [];
        Dictionary<string, int> labels = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
        foreach (string folder in Subfolders(place).OrderBy(f => labels.GetValueOrDefault(Path.GetFileName(f), -1)))
        {
            if (!labels.TryGetValue(Path.GetFileName(folder), out int label))
                throw new DbdException($"{folder} is no class of {root}, which are: {string.Join(", ", names)}. Rename or remove it.");
            int before = pictures.Count;
            foreach (string file in Directory.EnumerateFiles(folder).Where(IsVisible).Order(StringComparer.Ordinal))
            {
                Check(boundary, root, file);
                if (IsPicture(file))
                    pictures.Add(ListedPicture.Below(root, file, label));
                else
                    others.Add(file);
            }
            CheckDeeper(folder, pictures.Count > before, warnings);
        }
        if (others.Count > 0)
            warnings.Add($"{others.Count} files of {place} are no pictures by their names, the first {others[0]}; they are passed over.");
        return pictures;
    }

    private static void Check(FolderBoundary boundary, string root, string file)
    {
        if (File.Exists(file) && !boundary.Holds(Path.GetFullPath(file)))
            throw new DbdException(
                $"{file} is a link that leads out of {root}. Put the file itself there, or name the folder that holds all of them.");
    }

    // A class is a folder of pictures, and not of folders of them.
    private static void CheckDeeper(string folder, bool hasPictures, List<string> warnings)
    {
        string[] deeper = [.. Subfolders(folder).SelectMany(f => Directory.EnumerateFiles(f, "*", s_deep)).Where(IsPicture)];
        if (deeper.Length == 0)
            return;
        string first = deeper.Min(StringComparer.Ordinal)!;
        if (!hasPictures)
            throw new DbdException(
                $"The pictures of the class {Path.GetFileName(folder)} lie deeper than in {folder}, the first {first}. "
                    + "Move them up, into the folder of the class, or name a folder whose sub-folders hold pictures.");
        warnings.Add(
            $"{deeper.Length} pictures lie deeper than in {folder}, the first {first}; they are passed over. Move them up to use them.");
    }

    private static string? TrainIn(string folder) =>
        Path.Combine(folder, TrainFolder) is var train && Subfolders(train).Count > 0 ? train : null;

    private static bool HasPictures(string folder) =>
        Subfolders(folder)
            .Any(c => Directory.EnumerateFiles(c, "*", s_readable).Any(IsPicture));

    private static bool IsPicture(string file) => PictureFile.Extensions.Contains(Path.GetExtension(file));

    private static IReadOnlyList<string> Subfolders(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Where(IsVisible).Order(StringComparer.Ordinal)] : [];

    // What macOS and file managers leave.
    private static bool IsVisible(string path) => Path.GetFileName(path) is var name && name[0] != '.' && name != "__MACOSX";
}
