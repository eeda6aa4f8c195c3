using ParquetSharp;

namespace Dbd.Fuzz.Seeds;

/// <summary>Manifests in Parquet, and pictures: texts and numbers of every kind, with and without nulls, dictionaries, compression, pages
/// of both versions, and several groups of rows.</summary>
internal static class ParquetSeeds
{
    private const int Rows = 12;

    public static IReadOnlyList<byte[]> Manifests { get; } =
    [
        Manifest<long>(Compression.Snappy, ParquetDataPageVersion.V1, dictionary: true, groups: 1, i => i % 3),
        Manifest<int>(Compression.Uncompressed, ParquetDataPageVersion.V2, dictionary: false, groups: 3, i => i % 3),
        Manifest<ushort>(Compression.Gzip, ParquetDataPageVersion.V1, dictionary: true, groups: 2, i => (ushort)(i % 3)),
        Manifest<sbyte>(Compression.Zstd, ParquetDataPageVersion.V2, dictionary: true, groups: 2, i => (sbyte)(i % 3)),
        Manifest<ulong>(Compression.Brotli, ParquetDataPageVersion.V1, dictionary: false, groups: 1, i => (ulong)(i % 3)),
        Manifest<bool>(Compression.Snappy, ParquetDataPageVersion.V2, dictionary: false, groups: 1, i => i % 2 == 0),
        Manifest<double>(Compression.Lz4, ParquetDataPageVersion.V2, dictionary: true, groups: 1, i => i % 3),
        Manifest<string>(Compression.Zstd, ParquetDataPageVersion.V1, dictionary: true, groups: 2, i => i % 2 == 0 ? "cat" : "dog"),
    ];

    private static byte[] Manifest<T>(
        Compression compression, ParquetDataPageVersion version, bool dictionary, int groups, Func<int, T> label)
    {
        Column[] columns = [new Column<string>("path"), new Column<T>("label"), new Column<string>("split")];
        WriterPropertiesBuilder properties = new WriterPropertiesBuilder().Compression(compression).DataPageVersion(version);
        properties = dictionary ? properties.EnableDictionary() : properties.DisableDictionary();
        return DataSeeds.Written("x", path =>
        {
            using ParquetFileWriter writer = new(path, columns, properties.Build());
            for (int g = 0; g < groups; g++)
            {
                using RowGroupWriter group = writer.AppendRowGroup();
                Write(group, i => $"p/{i}.png");
                Write(group, label);
                Write(group, i => i < 9 ? "train" : "test");
            }
            writer.Close();
        });
    }

    private static void Write<T>(RowGroupWriter group, Func<int, T> value)
    {
        using LogicalColumnWriter<T> column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch([.. Enumerable.Range(0, Rows).Select(value)]);
    }
}
