using Dbd.Data.Formats.Manifests;
using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.Gtsrb;

/// <summary>The tables of GTSRB: a row a picture, with its file and its class. Sizes and the sign's frame (<c>Roi</c>) are not used:
/// pictures are taken whole, as torchvision takes them.</summary>
internal static class GtsrbTable
{
    /// <summary>The column with the class, from 0 to 42.</summary>
    public const string Class = "ClassId";

    /// <summary>The column of the official tables with the file, from the table's folder on.</summary>
    public const string FileName = "Filename";

    /// <summary>The column of the other form with the file, from the data set's folder on.</summary>
    public const string FilePath = "Path";

    private const int LongestHeader = 4096;

    /// <summary>Whether a file is such a table with classes.</summary>
    public static bool HasClasses(string path) =>
        File.Exists(path) && SmallText.FirstLine(path, LongestHeader).Split(',', ';').Any(c => c.Trim(' ', '"') == Class);

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column with the picture's file.</param>
    /// <param name="pictures">Where those begin, from the data set's folder on; empty for that folder itself.</param>
    /// <exception cref="DbdException">It is missing, or no such table; names file, row and column.</exception>
    public static List<TableRow> Read(string path, string column, string pictures) => CsvRows.Read(
        path,
        names => [Find(path, names, column), Find(path, names, Class)],
        (texts, i) =>
        {
            string where = $"{path}, row {i + 1} of its data";
            return LabelTexts.Whole(texts[1]) is >= 0 and <= int.MaxValue and decimal label
                ? new TableRow(Path.Combine(pictures, texts[0]), (int)label, where)
                : throw new DbdException($"{where}: its {Class} is '{texts[1]}'; expected a number from 0.");
        });

    private static int Find(string path, IReadOnlyList<string> names, string column) =>
        names.ToList().IndexOf(column) is >= 0 and int found
            ? found
            : throw new DbdException($"{path} has no column {column}; its columns are: {string.Join(", ", names)}.");
}
