using Dbd.Serialization;

using nietras.SeparatedValues;

namespace Dbd.Data.Formats.Manifests;

/// <summary>Reads a CSV file: a header, then rows; comma, semicolon or tab, quotes as in RFC 4180.</summary>
internal static class CsvRows
{
    /// <summary>Reads some columns of all rows.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="choose">Is given the names of the columns, and tells the numbers of those that are wanted.</param>
    /// <param name="make">Makes a row of the texts of these, and its number, from 0.</param>
    /// <exception cref="DbdException">The file is missing or no such table, or has too many rows.</exception>
    public static List<T> Read<T>(string path, Func<IReadOnlyList<string>, int[]> choose, Func<string[], int, T> make) =>
        CsvRefusal.Naming(path, "a CSV file with a header", () =>
        {
            using SepReader reader = Sep.Reader(o => o with { Unescape = true }).FromFile(path);
            int[] columns = choose(reader.Header.ColNames);
            List<T> rows = [];
            foreach (SepReader.Row row in reader)
            {
                Manifest.CheckCount(path, rows.Count + 1L);
                string[] texts = new string[columns.Length];
                for (int i = 0; i < columns.Length; i++)
                    texts[i] = row[columns[i]].ToString().Trim();
                rows.Add(make(texts, rows.Count));
            }
            return rows;
        });
}
