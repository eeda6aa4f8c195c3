using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

using Dbd.Data.Formats.Packed;
using Dbd.Serialization;

using ParquetSharp.Arrow;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Writes data sets as <c>datasets</c> does: a column <c>image</c> of bytes and path, and a column <c>label</c> whose classes have
/// names.</summary>
internal static class HubWriter
{
    /// <summary>The column of pictures.</summary>
    public const string Image = "image";

    /// <summary>The column of labels.</summary>
    public const string Label = "label";

    private static readonly StructType s_image =
        new([new Field("bytes", BinaryType.Default, nullable: true), new Field("path", StringType.Default, nullable: true)]);

    /// <summary>Writes a Parquet file; its folder is made if needed.</summary>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public static void WriteParquet(string path, IImageSource data, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        AtomicFile.Write(path, stream =>
        {
            Schema schema = SchemaOf(data);
            // Without the schema, the library leaves out what the schema says of itself too.
            using ArrowWriterProperties properties = new ArrowWriterPropertiesBuilder().StoreSchema().Build();
            using FileWriter writer = new(stream, schema, arrowProperties: properties, leaveOpen: true);
            foreach (RecordBatch batch in Batches(schema, data, progress, cancellation))
            {
                using (batch)
                    writer.WriteRecordBatch(batch);
            }
            writer.Close();
        });

    /// <summary>Writes an Arrow stream; its folder is made if needed.</summary>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public static void WriteArrow(string path, IImageSource data, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        AtomicFile.Write(path, stream =>
        {
            Schema schema = SchemaOf(data);
            using ArrowStreamWriter writer = new(stream, schema, leaveOpen: true);
            foreach (RecordBatch batch in Batches(schema, data, progress, cancellation))
            {
                using (batch)
                    writer.WriteRecordBatch(batch);
            }
            writer.WriteEnd();
        });

    private static Schema SchemaOf(IImageSource data) => new(
        [new Field(Image, s_image, nullable: true), new Field(Label, Int64Type.Default, nullable: true)],
        new Dictionary<string, string> { [HubFeatures.Key] = HubFeatures.Write(Image, Label, data.ClassNames) });

    private static IEnumerable<RecordBatch> Batches(
        Schema schema, IImageSource data, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        foreach ((int first, byte[][] files) in PngStream.Of(data, progress, cancellation))
        {
            BinaryArray.Builder bytes = new();
            StringArray.Builder paths = new();
            Int64Array.Builder labels = new();
            foreach ((int i, byte[] file) in files.Index())
            {
                bytes.Append(file.AsSpan());
                paths.Append($"{first + i}.png");
                labels.Append(data.Label(first + i));
            }
            StructArray images = new(s_image, files.Length, [bytes.Build(), paths.Build()], ArrowBuffer.Empty, nullCount: 0);
            yield return new RecordBatch(schema, [images, labels.Build()], files.Length);
        }
    }
}
