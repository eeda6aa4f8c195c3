using Dbd.Data.Formats.Pictures;
using Dbd.Imaging;

namespace Dbd.Data.Formats.TinyImageNet;

/// <summary>Lists the pictures of Tiny ImageNet.</summary>
/// <param name="root">Its folder.</param>
internal sealed class TinyImageNetFolder(string root)
{
    private const string Images = "images";
    private const string Annotations = "val_annotations.txt";

    private readonly string[] _classes = [.. Classes(Path.Combine(root, "train"))];
    private readonly FolderBoundary _boundary = new(root);
    private readonly List<string> _warnings = [];

    /// <summary>Whether a folder has classes with their pictures in <c>images</c>.</summary>
    public static bool IsIn(string root) => Classes(Path.Combine(root, "train")).Any();

    /// <summary>Lists them.</summary>
    /// <exception cref="DbdException">A file or a class is not what it should be.</exception>
    public PictureListing List()
    {
        List<ListedPicture> train = [.. _classes.SelectMany((name, label) => Below(Path.Combine(root, "train", name, Images), label))];
        List<ListedPicture>? test = Test();
        if (Directory.Exists(Path.Combine(root, "test")))
            _warnings.Add("The pictures of test are left alone: they have no labels. The test set is val.");
        return new PictureListing(root, WordNet.Names(Path.Combine(root, "words.txt"), _classes), train, test, _warnings);
    }

    private static IEnumerable<string> Classes(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder)
            .Where(c => Directory.Exists(Path.Combine(c, Images)))
            .Select(c => Path.GetFileName(c))
            .Order(StringComparer.Ordinal)
        : [];

    // Some programs sort the pictures of val as those of train are sorted.
    private List<ListedPicture>? Test()
    {
        string val = Path.Combine(root, "val");
        string annotations = Path.Combine(val, Annotations);
        if (File.Exists(annotations))
        {
            string[] lines = SmallText.Lines(annotations, "a picture and its class a line");
            return [.. lines.Index().Where(l => l.Item.Trim().Length > 0).Select(l => Annotated(annotations, l.Item, l.Index))];
        }
        return Classes(val).ToArray() is [_, ..] classes
            ? [.. classes.SelectMany(c => Below(Path.Combine(val, c, Images), Label(c, val)))]
            : null;
    }

    // File, class, and the frame of the object, which is not used.
    private ListedPicture Annotated(string file, string line, int index)
    {
        string where = $"{file}, line {index + 1}";
        return line.Split('\t') is [{ Length: > 0 } picture, { Length: > 0 } name, ..] && !picture.Contains('\0')
            ? Listed(Path.Combine(root, "val", Images, picture), Label(name, where), where)
            : throw new DbdException($"{where}: expected a picture and a class, with a tab between them.");
    }

    private List<ListedPicture> Below(string folder, int label)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        string[] others = [.. files.Where(f => !PictureFile.Extensions.Contains(Path.GetExtension(f)))];
        if (others.Length > 0)
            _warnings.Add(
                $"{others.Length} files of {folder} are no pictures by their names, the first {others[0]}; they are passed over.");
        return [.. files.Except(others).Select(f => Listed(f, label, folder))];
    }

    private int Label(string name, string where) => Array.BinarySearch(_classes, name, StringComparer.Ordinal) is >= 0 and int label
        ? label
        : throw new DbdException($"{where}: no training picture has the class {name}.");

    private ListedPicture Listed(string file, int label, string where) => _boundary.Holds(Path.GetFullPath(file))
        ? ListedPicture.Below(root, file, label)
        : throw new DbdException($"{where}: {file} is not below {root}.");
}
