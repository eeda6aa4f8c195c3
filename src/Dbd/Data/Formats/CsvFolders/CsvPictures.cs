using Dbd.Data.Formats.Manifests;
using Dbd.Imaging;

namespace Dbd.Data.Formats.CsvFolders;

/// <summary>A table of pictures and labels beside the folder that the pictures lie in.</summary>
/// <param name="Table">The table.</param>
/// <param name="Folder">The folder of the pictures.</param>
/// <param name="Picture">The column with their names.</param>
/// <param name="Label">The column with their labels; null if there is none.</param>
/// <param name="Ending">What the names lack of the files' names: <c>.jpg</c>; empty where they lack nothing.</param>
internal sealed record CsvPictures(string Table, string Folder, string Picture, string? Label, string Ending)
{
    private static readonly string[] s_pictures =
    [
        "id", "image_id", "image", "img", "image_name", "imagename", "filename", "file_name", "file", "path", "image_path", "name",
        "picture",
    ];

    private static readonly string[] s_labels =
    [
        "label", "labels", "class", "class_name", "classname", "class_id", "target", "category", "category_id", "breed", "species",
        "diagnosis",
    ];

    private static readonly string[] s_endings = ["", ".jpg", ".png", ".jpeg", ".bmp", ".webp", ".gif", ".ppm"];

    /// <summary>Looks for a table whose first row names a picture.</summary>
    /// <param name="root">The data's folder.</param>
    /// <param name="tables">What the table may be called.</param>
    /// <param name="folders">Where the pictures may lie, from there on.</param>
    /// <returns>Null if there is none.</returns>
    public static CsvPictures? Find(string root, IReadOnlyList<string> tables, IReadOnlyList<string> folders) => tables
        .Select(t => Path.Combine(root, t))
        .Where(File.Exists)
        .Select(t => In(t, [.. folders.Select(f => Path.Combine(root, f)).Where(Directory.Exists)]))
        .FirstOrDefault(t => t is not null);

    /// <summary>Reads the rows: the file of a picture, and its label.</summary>
    /// <exception cref="DbdException">The table is damaged, has no labels, or names a picture twice.</exception>
    public List<CsvPicture> Read()
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        return CsvRows.Read(
            Table,
            names => [names.ToList().IndexOf(Picture), names.ToList().IndexOf(Label!)],
            (texts, row) =>
            {
                string where = $"{Table}, row {row + 1} of its data";
                if (texts[0].Length == 0 || texts[0].Contains('\0'))
                    throw new DbdException($"{where}: its {Picture} is empty.");
                if (!seen.TryAdd(texts[0], row))
                    throw new DbdException(
                        $"{where}: '{texts[0]}' is in row {seen[texts[0]] + 1} already. A picture has one row, and one label.");
                return new CsvPicture(FileOf(texts[0]), texts[1], where);
            });
    }

    private static CsvPictures? In(string table, string[] folders)
    {
        (string[] names, string[] first) = CsvHead.Read(table);
        return s_pictures
            .SelectMany(p => names.Index().Where(n => n.Item.Equals(p, StringComparison.OrdinalIgnoreCase)).Select(n => n.Index))
            .Where(column => column < first.Length && IsName(first[column]))
            .SelectMany(column => folders.SelectMany(folder => s_endings
                .Where(ending => File.Exists(Path.Combine(folder, first[column] + ending))
                    && PictureFile.Extensions.Contains(Path.GetExtension(first[column] + ending)))
                .Select(ending => new CsvPictures(table, folder, names[column], LabelOf(names, column), ending))))
            .FirstOrDefault();
    }

    // It is asked for before anything is checked: only what lies below the folder is looked at.
    private static bool IsName(string text) =>
        text.Length > 0 && !Path.IsPathRooted(text) && !text.Contains('\0') && !text.Split('/', '\\').Contains("..");

    private static string? LabelOf(string[] names, int picture) =>
        s_labels.SelectMany(l => names.Where(n => n.Equals(l, StringComparison.OrdinalIgnoreCase))).FirstOrDefault()
            ?? (names.Length == 2 ? names[1 - picture] : null);

    // Most tables leave out one ending, some now and then another.
    private string FileOf(string name)
    {
        string usual = Path.Combine(Folder, name + Ending);
        return File.Exists(usual)
            ? usual
            : s_endings.Select(e => Path.Combine(Folder, name + e)).FirstOrDefault(File.Exists) ?? usual;
    }
}

/// <summary>A row of such a table.</summary>
/// <param name="File">The picture.</param>
/// <param name="Label">As it is written.</param>
/// <param name="Where">Table and row, for messages.</param>
internal readonly record struct CsvPicture(string File, string Label, string Where);
