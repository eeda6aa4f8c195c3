using nietras.SeparatedValues;

namespace Dbd.Data.Formats.Manifests;

/// <summary>Reads a manifest from a CSV file: a header, then a row a picture; comma, semicolon or tab, quotes as in RFC 4180.</summary>
internal static class CsvManifest
{
    /// <summary>Reads the rows.</summary>
    /// <exception cref="DbdException">The file is missing or no such table, or has too many rows.</exception>
    public static List<ManifestRow> Read(string path)
    {
        try
        {
            using SepReader reader = Sep.Reader(o => o with { Unescape = true }).FromFile(path);
            ManifestColumns columns = ManifestColumns.Find(path, reader.Header.ColNames);
            List<ManifestRow> rows = [];
            foreach (SepReader.Row row in reader)
            {
                Manifest.CheckCount(path, rows.Count + 1L);
                rows.Add(new ManifestRow(
                    Text(row, columns.Path), Text(row, columns.Label), columns.Split is { } split ? Text(row, split) : null));
            }
            return rows;
        }
        catch (Exception e)
            when (e is InvalidDataException or NotSupportedException or ArgumentException
                or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new DbdException($"{path} cannot be read as a CSV file with a header: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static string Text(SepReader.Row row, int column) => row[column].ToString().Trim();
}
