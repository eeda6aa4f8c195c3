namespace Dbd.Data.Formats.Manifests;

/// <summary>Reads a manifest from a CSV file: a header, then a row a picture.</summary>
internal static class CsvManifest
{
    /// <summary>Reads the rows.</summary>
    /// <exception cref="DbdException">The file is missing or no such table, or has too many rows.</exception>
    public static List<ManifestRow> Read(string path) => CsvRows.Read(
        path,
        names => ManifestColumns.Find(path, names).Numbers,
        (texts, _) => new ManifestRow(texts[0], texts[1], texts.Length > 2 ? texts[2] : null));
}
