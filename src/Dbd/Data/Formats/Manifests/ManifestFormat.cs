using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.Manifests;

/// <summary>A CSV or Parquet file with a picture a row: <c>path</c> (relative to the file), <c>label</c> (a name or a number), and, if
/// it likes, <c>split</c> (train, test or val). Pictures are read as <see cref="ImageFolderFormat"/> reads them.</summary>
/// <remarks>Classes are in ordinal order of their names, or in order of their numbers where all are numbers.</remarks>
internal sealed class ManifestFormat : IDatasetFormat, IInspectedFormat
{
    private static readonly HashSet<string> s_csv = new([".csv", ".tsv"], StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public bool IsIn(string path) => File.Exists(UserPath.Expand(path)) && (s_csv.Contains(Path.GetExtension(path)) || IsParquet(path));

    /// <inheritdoc/>
    public DataSummary Inspect(string path, CancellationToken cancellation) => Listing(path, cancellation).Summary(cancellation);

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) =>
        PictureSet.Load(Listing(path, cancellation), options, cancellation);

    private static PictureListing Listing(string path, CancellationToken cancellation)
    {
        string file = UserPath.Expand(path);
        List<ManifestRow> rows = IsParquet(file)
            ? ParquetManifest.Read(file, cancellation)
            : CsvManifest.Read(file);
        return Manifest.List(file, rows);
    }

    private static bool IsParquet(string path) => Path.GetExtension(path).Equals(".parquet", StringComparison.OrdinalIgnoreCase);
}
