using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.TinyImageNet;

/// <summary>Lists the pictures of Tiny ImageNet.</summary>
/// <param name="root">Its folder.</param>
internal sealed class TinyImageNetFolder(string root)
{
    private const string Images = "images";
    private const string Annotations = "val_annotations.txt";

    // The frames of the objects in a class's pictures, which are not used.
    private const string Frames = "_boxes.txt";

    private static readonly string[] s_marks = ["words.txt", "wnids.txt", Path.Combine("val", Annotations)];

    private readonly string[] _classes = [.. Entries.Folders(Path.Combine(root, "train")).Select(c => Path.GetFileName(c))];
    private readonly FolderBoundary _boundary = new(root);
    private readonly List<string> _warnings = [];

    /// <summary>Whether a folder has classes with their pictures in <c>images</c>, and one of the files that Tiny ImageNet has.</summary>
    public static bool IsIn(string root) =>
        s_marks.Any(m => File.Exists(Path.Combine(root, m)))
        && Entries.Folders(Path.Combine(root, "train")).Any(c => Directory.Exists(Path.Combine(c, Images)));

    /// <summary>Lists them.</summary>
    /// <exception cref="DbdException">A file or a class is not what it should be.</exception>
    public PictureListing List()
    {
        List<ListedPicture> train = Sorted("train");
        List<ListedPicture>? test = Test();
        if (Path.Combine(root, "test") is var unlabelled && Directory.Exists(unlabelled))
            _warnings.Add(
                $"The {Entries.CountPictures(unlabelled)} pictures of test are left alone: they have no labels. The test set is val.");
        return new PictureListing(root, WordNet.Names(Path.Combine(root, "words.txt"), _classes), train, test, _warnings);
    }

    // Some programs sort the pictures of val as those of train are sorted.
    private List<ListedPicture>? Test()
    {
        string val = Path.Combine(root, "val");
        string annotations = Path.Combine(val, Annotations);
        if (!File.Exists(annotations))
            return Entries.Folders(val).Count > 0 ? Sorted("val") : null;
        string[] lines = SmallText.Lines(annotations, "a picture and its class a line");
        List<ListedPicture> listed =
            [.. lines.Index().Where(l => l.Item.Trim().Length > 0).Select(l => Annotated(annotations, l.Item, l.Index))];
        HashSet<string> known = [.. listed.Select(p => p.Path)];
        string[] rest = [.. Entries.Files(Path.Combine(val, Images)).Where(f => Entries.IsPicture(f) && !known.Contains(f))];
        if (rest is [var first, ..])
            _warnings.Add($"{rest.Length} pictures of val have no line in {annotations}, the first {first}; they are passed over.");
        return listed;
    }

    // File, class, and the frame of the object, which is not used.
    private ListedPicture Annotated(string file, string line, int index)
    {
        string where = $"{file}, line {index + 1}";
        if (line.Split('\t') is not [{ Length: > 0 } picture, { Length: > 0 } name, ..] || picture.Contains('\0'))
            throw new DbdException($"{where}: expected a picture and a class, with a tab between them.");
        string path = Path.Combine(root, "val", Images, picture);
        return _boundary.Holds(Path.GetFullPath(path))
            ? ListedPicture.Below(root, path, Label(name, where))
            : throw new DbdException($"{where}: {path} is not below {root}.");
    }

    // The pictures of a class lie in its folder images; others beside that, or deeper, are its too.
    private List<ListedPicture> Sorted(string set)
    {
        string place = Path.Combine(root, set);
        ClassFolder found = new(root, _boundary);
        List<ListedPicture> pictures = [];
        foreach (string folder in Entries.Folders(place))
        {
            int label = Label(Path.GetFileName(folder), place);
            pictures.AddRange(found.Pictures(folder).Select(file => ListedPicture.Below(root, file, label)));
        }
        if (found.Others.FindAll(f => !f.EndsWith(Frames, StringComparison.Ordinal)) is [var first, ..] others)
            _warnings.Add($"{others.Count} files of {place} are no pictures by their names, the first {first}; they are passed over.");
        return pictures;
    }

    private int Label(string name, string where) => Array.BinarySearch(_classes, name, StringComparer.Ordinal) is >= 0 and int label
        ? label
        : throw new DbdException($"{where}: no training picture has the class {name}.");
}
