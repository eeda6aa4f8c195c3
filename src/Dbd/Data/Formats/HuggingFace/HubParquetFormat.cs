using System.Globalization;

using Dbd.Data.Formats.Packed;
using Dbd.Data.Formats.Parquet;
using Dbd.Data.Formats.Pictures;
using Dbd.Imaging;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Parquet files with pictures in them, as data sets on the Hugging Face Hub are: a column <c>image</c> or <c>img</c> of
/// <c>bytes</c> and <c>path</c>, and a column <c>label</c>, whose classes the file names. The training and the test set are told by
/// the files' names: <c>data/train-00000-of-00001.parquet</c>.</summary>
internal sealed class HubParquetFormat : IDatasetFormat
{
    // All pictures of a data set, packed as they are in the files.
    private const long MostBytes = 2_000_000_000;

    private const string Ending = ".parquet";
    private const string BytesOf = ".bytes";
    private const string PathOf = ".path";

    private static readonly string[] s_plain = ["image", "img", "picture", "jpg", "png"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Heeds => [ReadingOptions.LabelsKey];

    /// <inheritdoc/>
    public bool IsIn(string path)
    {
        try
        {
            return ShardFolder.Find(UserPath.Expand(path), Ending) is [var first, ..]
                && ParquetTable.Use(first, table => Pictures(table).Length > 0, CancellationToken.None);
        }
        catch (DbdException)
        {
            // What is wrong is said when it is read. A single file may be a list of pictures as well.
            return Directory.Exists(UserPath.Expand(path)) && !ImageFolder.IsIn(UserPath.Expand(path));
        }
    }

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) =>
        PictureSet.Load(Listing(path, options.Labels, cancellation), options, cancellation);

    private static PictureListing Listing(string path, LabelKind? kind, CancellationToken cancellation)
    {
        string place = Path.GetFullPath(UserPath.Expand(path));
        string folder = Directory.Exists(place) ? place : Path.GetDirectoryName(place)!;
        List<string> warnings = [];
        SharedBytes shared = new(MostBytes);
        ShardSplit files = ShardSplit.Of(folder, ShardFolder.Find(place, Ending), warnings);
        return HubSet.List(
            folder,
            files,
            file => ParquetTable.Use(file, table => Rows(table, folder, file, kind, shared), cancellation),
            warnings);
    }

    private static HubRows Rows(ParquetTable table, string folder, string file, LabelKind? kind, SharedBytes shared)
    {
        string[] pictures = Pictures(table);
        string[] all = [.. table.Columns.Select(c => c.Name)];
        string[] others = [.. all.Where(c => !pictures.Contains(c.Split('.')[0]))];
        HubColumns columns = HubColumns.Choose(file, pictures, others, HubFeatures.Parse(ArrowNotes.Of(table, file), file), kind);
        bool isPlain = all.Contains(columns.Image);
        ReadOnlyMemory<byte>?[] bytes = table.Bytes(Array.IndexOf(all, isPlain ? columns.Image : columns.Image + BytesOf), shared);
        int path = isPlain ? -1 : Array.IndexOf(all, columns.Image + PathOf);
        string?[]? paths = path < 0 || bytes.All(b => b is not null) ? null : table.Texts(path);
        string?[] labels = table.Texts(Array.IndexOf(all, columns.Label));
        string name = Path.GetRelativePath(folder, file).Replace('\\', '/');
        return new HubRows([.. bytes.Select(Sample)], columns.Classes);

        PackedSample Sample(ReadOnlyMemory<byte>? picture, int row) => new(
            string.Create(CultureInfo.InvariantCulture, $"{name}/{row}"),
            PictureBody.Of(picture ?? throw HubRows.NoPicture(file, row, paths?[row])),
            labels[row]?.Trim() ?? "");
    }

    // By the columns' types: a column of text is a path, as a list of pictures has it.
    private static string[] Pictures(ParquetTable table) =>
    [
        .. table.Columns
            .Where(c => c is { Kind: ParquetKind.Bytes, IsList: false })
            .Select(c => c.Name.EndsWith(BytesOf, StringComparison.Ordinal) ? c.Name[..^BytesOf.Length]
                : s_plain.Contains(c.Name) ? c.Name
                : null)
            .OfType<string>(),
    ];
}
