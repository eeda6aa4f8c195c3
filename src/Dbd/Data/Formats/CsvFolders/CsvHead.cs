using Dbd.Serialization;

using nietras.SeparatedValues;

namespace Dbd.Data.Formats.CsvFolders;

/// <summary>The beginning of a CSV file, to see what it is.</summary>
internal static class CsvHead
{
    /// <summary>Reads the names of the columns, and the first row.</summary>
    /// <returns>The row is empty where there is none.</returns>
    /// <exception cref="DbdException">The file is missing, or no such table.</exception>
    public static (string[] Names, string[] First) Read(string path) => CsvRefusal.Naming(path, "a CSV file with a header", () =>
    {
        using SepReader reader = Sep.Reader(o => o with { Unescape = true, DisableColCountCheck = true }).FromFile(path);
        string[] names = [.. reader.Header.ColNames];
        if (!reader.MoveNext())
            return (names, []);
        SepReader.Row row = reader.Current;
        string[] first = new string[row.ColCount];
        for (int i = 0; i < first.Length; i++)
            first[i] = row[i].ToString().Trim();
        return (names, first);
    });
}
