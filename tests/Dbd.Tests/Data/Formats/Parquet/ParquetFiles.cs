using System.Text.Json;

using ParquetSharp;
using ParquetSharp.Schema;

namespace Dbd.Tests.Data.Formats.Parquet;

/// <summary>Parquet files as other programs write them.</summary>
internal static class ParquetFiles
{
    /// <summary>A column, and what writes it.</summary>
    internal sealed record Written(Column Column, Action<RowGroupWriter> Write);

    public static Written Column<T>(string name, params T[] values) => new(new Column<T>(name), group => Write(group, values));

    public static void Write(string path, params Written[] columns) => Write(path, new WriterPropertiesBuilder(), columns);

    public static void Write(string path, WriterPropertiesBuilder how, params Written[] columns)
    {
        using WriterProperties properties = how.Build();
        using ParquetFileWriter writer = new(path, [.. columns.Select(c => c.Column)], properties);
        using (RowGroupWriter group = writer.AppendRowGroup())
        {
            foreach (Written column in columns)
                column.Write(group);
        }
        writer.Close();
    }

    /// <summary>Pictures in a column of bytes and path, numbers in another, as <c>datasets</c> writes them, two rows a group.</summary>
    public static void Pictures(
        string file, string image, string label, byte[]?[] pictures, long?[] labels, string[]? names, WriterPropertiesBuilder? how = null,
        Dictionary<string, string>? notes = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using LogicalType none = LogicalType.None();
        using LogicalType text = LogicalType.String();
        using GroupNode schema = new(
            "schema",
            Repetition.Required,
            [
                new GroupNode(
                    image,
                    Repetition.Optional,
                    [
                        new PrimitiveNode("bytes", Repetition.Optional, none, PhysicalType.ByteArray),
                        new PrimitiveNode("path", Repetition.Optional, text, PhysicalType.ByteArray),
                    ]),
                new PrimitiveNode(label, Repetition.Optional, none, PhysicalType.Int64),
            ]);
        using WriterProperties properties = (how ?? new WriterPropertiesBuilder()).Build();
        using ParquetFileWriter writer = new(file, schema, properties, notes ?? Notes(image, label, names));
        foreach (int[] rows in Enumerable.Range(0, labels.Length).Chunk(2))
        {
            using RowGroupWriter group = writer.AppendRowGroup();
            Write<Nested<byte[]?>?>(group, [.. rows.Select(r => (Nested<byte[]?>?)new Nested<byte[]?>(pictures[r]))]);
            Write<Nested<string?>?>(group, [.. rows.Select(r => (Nested<string?>?)new Nested<string?>(r % 2 == 0 ? null : $"{r}.png"))]);
            Write<long?>(group, [.. rows.Select(r => labels[r])]);
        }
        writer.Close();
    }

    private static Dictionary<string, string> Notes(string image, string label, string[]? names)
    {
        Dictionary<string, object> features = new()
        {
            [image] = new { _type = "Image" },
            [label] = names is null ? new { dtype = "int64", _type = "Value" } : new { names, _type = "ClassLabel" },
        };
        return new Dictionary<string, string> { ["huggingface"] = JsonSerializer.Serialize(new { info = new { features } }) };
    }

    private static void Write<T>(RowGroupWriter group, T[] values)
    {
        using LogicalColumnWriter<T> column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(values);
    }
}
