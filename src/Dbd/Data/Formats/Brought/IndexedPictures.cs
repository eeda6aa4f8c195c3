using System.Globalization;

using Dbd.Data.Formats.Pictures;
using Dbd.Imaging;

namespace Dbd.Data.Formats.Brought;

/// <summary>Pictures named by their place in a clean set, in folders by their true label.</summary>
/// <param name="Pictures">The place and the file of each, by place; the label of the file is the true one.</param>
/// <param name="Others">Files that are no pictures.</param>
internal sealed record IndexedPictures(IReadOnlyList<(int Index, ListedPicture File)> Pictures, int Others)
{
    /// <summary>Lists them.</summary>
    /// <param name="root">The folder of the data.</param>
    /// <param name="name">The folder below with the labels.</param>
    /// <param name="clean">The clean set.</param>
    /// <exception cref="DbdException">There are none, or one does not belong to the clean set.</exception>
    public static IndexedPictures List(string root, string name, IImageSource clean)
    {
        FolderBoundary boundary = new(root);
        string place = Path.Combine(root, name);
        string[] files =
        [
            .. Directory.EnumerateDirectories(place).Order(StringComparer.Ordinal)
                .SelectMany(f => Directory.EnumerateFiles(f).Order(StringComparer.Ordinal)),
        ];
        (int Index, ListedPicture File)[] pictures =
        [
            .. files.Where(f => PictureFile.Extensions.Contains(Path.GetExtension(f))).Select(f => Picture(root, f, clean, boundary))
                .OrderBy(p => p.Index),
        ];
        if (pictures.Length == 0)
            throw new DbdException($"{place} has no pictures; expected LABEL/INDEX.png.");
        return new IndexedPictures(pictures, files.Length - pictures.Length);
    }

    private static (int Index, ListedPicture File) Picture(string root, string file, IImageSource clean, FolderBoundary boundary)
    {
        int index = Number(file, Path.GetFileNameWithoutExtension(file), "its name", clean.Count);
        int label = Number(file, Path.GetFileName(Path.GetDirectoryName(file)!), "its folder", clean.ClassNames.Count);
        if (clean.Label(index) != label)
            throw new DbdException(
                $"{file} says that sample {index} has the label {label}, but in the clean data it has {clean.Label(index)}: "
                    + "they are not those that it was made of, or in another order.");
        return boundary.Holds(Path.GetFullPath(file))
            ? (index, ListedPicture.Below(root, file, label))
            : throw new DbdException($"{file} is a link that leads out of {root}.");
    }

    private static int Number(string file, string text, string what, int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < count
            ? number
            : throw new DbdException($"{file}: {what} is '{text}'; by the clean data, expected 0 to {count - 1}.");
}
