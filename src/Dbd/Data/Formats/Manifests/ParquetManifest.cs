using Dbd.Data.Formats.Parquet;

namespace Dbd.Data.Formats.Manifests;

/// <summary>Reads a manifest from a Parquet file: its columns of text and numbers.</summary>
internal static class ParquetManifest
{
    /// <summary>Reads the rows.</summary>
    /// <exception cref="DbdException">The file is missing or no such table, or has too many rows.</exception>
    public static List<ManifestRow> Read(string path, CancellationToken cancellation) => ParquetTable.Use(
        path,
        table =>
        {
            ManifestColumns columns = ManifestColumns.Find(path, [.. table.Columns.Select(c => c.Name)]);
            string?[] paths = table.Texts(columns.Path);
            string?[] labels = table.Texts(columns.Label);
            string?[]? splits = columns.Split is { } split ? table.Texts(split) : null;
            return paths.Select((p, i) => new ManifestRow(Trimmed(p), Trimmed(labels[i]), splits is null ? null : Trimmed(splits[i])))
                .ToList();
        },
        cancellation);

    private static string Trimmed(string? text) => text?.Trim() ?? "";
}
