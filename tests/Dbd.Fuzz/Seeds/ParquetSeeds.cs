using Parquet;
using Parquet.Schema;

namespace Dbd.Fuzz.Seeds;

/// <summary>Manifests in Parquet: texts and numbers of every width, with and without nulls, dictionaries, compression, and several groups
/// of rows.</summary>
internal static class ParquetSeeds
{
    private const int Rows = 12;

    public static IReadOnlyList<byte[]> All { get; } =
    [
        Of<long>(CompressionMethod.Snappy, 1, dictionary: true), Of<int>(CompressionMethod.None, 3, dictionary: false),
        Of<long>(CompressionMethod.None, 1, dictionary: true, EncodingHint.DeltaBinaryPacked),
        Of<int>(CompressionMethod.None, 2, dictionary: true, EncodingHint.ByteSplitStream),
        Of<short>(CompressionMethod.Gzip, 1, dictionary: true),
        Of<sbyte>(CompressionMethod.Zstd, 2, dictionary: false), Of<byte>(CompressionMethod.Brotli, 1, dictionary: false),
        Nullable(CompressionMethod.None), Nullable(CompressionMethod.Lz4Raw),
    ];

    private static byte[] Of<T>(CompressionMethod compression, int groups, bool dictionary, EncodingHint numbers = EncodingHint.Default)
        where T : struct
    {
        (DataField<string> path, DataField<T> label, DataField<string> split) = (new("path"), new("label"), new("split"));
        return Written(new ParquetSchema(path, label, split), Options(compression, dictionary, numbers), groups, group =>
        {
            group.WriteAsync(path, Texts(i => $"p/{i}.png")).Wait();
            group.WriteAsync<T>(label, Enumerable.Range(0, Rows).Select(i => (T)Convert.ChangeType(i % 3, typeof(T))).ToArray()).Wait();
            group.WriteAsync(split, Texts(i => i < 9 ? "train" : "test")).Wait();
        });
    }

    private static byte[] Nullable(CompressionMethod compression)
    {
        (DataField<string> file, DataField<string> name, DataField<int?> other) = (new("file"), new("class"), new("other"));
        ParquetOptions options = Options(compression, dictionary: true, EncodingHint.Default);
        return Written(new ParquetSchema(other, name, file), options, groups: 2, group =>
        {
            group.WriteAsync<int>(other, Enumerable.Range(0, Rows).Select(i => i % 4 == 0 ? (int?)null : i).ToArray()).Wait();
            group.WriteAsync(name, Texts(i => i % 2 == 0 ? "cat" : "dog")).Wait();
            group.WriteAsync(file, Texts(i => $"{i}.jpg")).Wait();
        });
    }

    private static ParquetOptions Options(CompressionMethod compression, bool dictionary, EncodingHint numbers)
    {
        ParquetOptions options = new() { CompressionMethod = compression, DictionaryEncodingThreshold = dictionary ? 1 : 0 };
        options.ColumnEncodingHints["label"] = numbers;
        return options;
    }

    private static byte[] Written(ParquetSchema schema, ParquetOptions options, int groups, Action<ParquetRowGroupWriter> write)
    {
        using MemoryStream stream = new();
        ParquetWriter writer = ParquetWriter.CreateAsync(schema, stream, options).GetAwaiter().GetResult();
        for (int i = 0; i < groups; i++)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            write(group);
            group.CompleteValidate();
        }
        writer.DisposeAsync().AsTask().Wait();
        return stream.ToArray();
    }

    private static string[] Texts(Func<int, string> text) => [.. Enumerable.Range(0, Rows).Select(text)];
}
