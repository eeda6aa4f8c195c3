using Dbd.Serialization;

using nietras.SeparatedValues;

namespace Dbd.Data.Formats.Manifests;

/// <summary>Reads a CSV file: a header, then rows; comma, semicolon or tab, quotes as in RFC 4180. Rows without a text in any cell, as
/// at the end of many files, are no rows.</summary>
internal static class CsvRows
{
    /// <summary>Reads some columns of all rows.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="choose">Is given the names of the columns, and tells the numbers of those that are wanted.</param>
    /// <param name="make">Makes a row of the texts of these, and its number, from 0.</param>
    /// <param name="areTrimmed">Whether spaces around a text are no part of it.</param>
    /// <exception cref="DbdException">The file is missing, not UTF-8 or no such table, or has too many rows.</exception>
    public static List<T> Read<T>(
        string path, Func<IReadOnlyList<string>, int[]> choose, Func<string[], int, T> make, bool areTrimmed = true) =>
        CsvRefusal.Naming(path, "a CSV file with a header", () =>
        {
            Utf8Text.Check(path);
            using SepReader reader = Sep.Reader(o => o with { Unescape = true, DisableColCountCheck = true }).FromFile(path);
            IReadOnlyList<string> names = reader.Header.ColNames;
            int[] columns = choose(names);
            List<T> rows = [];
            foreach (SepReader.Row row in reader)
            {
                if (IsBlank(row))
                    continue;
                Manifest.CheckCount(path, rows.Count + 1L);
                if (row.ColCount != names.Count)
                    throw new InvalidDataException(
                        $"row {rows.Count + 1} of its data, in line {row.LineNumberFrom}, has {row.ColCount} cells, "
                            + $"and the header {names.Count}.");
                string[] texts = new string[columns.Length];
                for (int i = 0; i < columns.Length; i++)
                    texts[i] = row[columns[i]].ToString() is var text && areTrimmed ? text.Trim() : text;
                rows.Add(make(texts, rows.Count));
            }
            return rows;
        });

    private static bool IsBlank(SepReader.Row row)
    {
        for (int i = 0; i < row.ColCount; i++)
        {
            if (!row[i].Span.IsWhiteSpace())
                return false;
        }
        return true;
    }
}
