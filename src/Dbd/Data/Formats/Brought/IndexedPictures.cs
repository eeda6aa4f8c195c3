using System.Globalization;

using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.Brought;

/// <summary>Pictures named by their place in a clean set, in folders by their true label, or deeper.</summary>
internal static class IndexedPictures
{
    /// <summary>Lists them.</summary>
    /// <param name="root">The folder of the data.</param>
    /// <param name="name">The folder below with the labels.</param>
    /// <param name="clean">The clean set.</param>
    /// <param name="warnings">Is told what is passed over, and what lies where it is not expected.</param>
    /// <returns>The place and the file of each, by place; the label of the file is the true one.</returns>
    /// <exception cref="DbdException">There are none, or one does not belong to the clean set.</exception>
    public static (int Index, ListedPicture File)[] List(string root, string name, IImageSource clean, List<string> warnings)
    {
        string place = Path.Combine(root, name);
        ClassFolder found = new(root, new FolderBoundary(root));
        (int Index, ListedPicture File)[] pictures =
        [
            .. Entries.Folders(place)
                .SelectMany(folder => found.Pictures(folder).Select(file => Picture(root, folder, file, clean)))
                .OrderBy(p => p.Index),
        ];
        found.Tell(place, warnings);
        return pictures.Length > 0 ? pictures : throw new DbdException($"{place} has no pictures; expected LABEL/INDEX.png.");
    }

    private static (int Index, ListedPicture File) Picture(string root, string folder, string file, IImageSource clean)
    {
        int index = Number(file, Path.GetFileNameWithoutExtension(file), "its name", clean.Count);
        int label = Number(file, Path.GetFileName(folder), "its folder", clean.ClassNames.Count);
        if (clean.Label(index) != label)
            throw new DbdException(
                $"{file} says that sample {index} has the label {label}, but in the clean data it has {clean.Label(index)}: "
                    + "they are not those that it was made of, or in another order.");
        return (index, ListedPicture.Below(root, file, label));
    }

    private static int Number(string file, string text, string what, int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < count
            ? number
            : throw new DbdException($"{file}: {what} is '{text}'; by the clean data, expected 0 to {count - 1}.");
}
