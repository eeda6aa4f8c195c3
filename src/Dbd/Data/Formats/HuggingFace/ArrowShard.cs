using System.Globalization;
using System.Runtime.InteropServices;

using Apache.Arrow;
using Apache.Arrow.Ipc;

using Dbd.Data.Formats.Manifests;
using Dbd.Data.Formats.Packed;
using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Reads a file of Arrow's stream format, as <c>datasets</c> writes it. Its pictures stay where they are, and are read from the
/// file when they are wanted.</summary>
/// <param name="folder">The data's folder.</param>
/// <param name="file">The file.</param>
/// <param name="kind">Which labels, where there are two kinds.</param>
internal sealed class ArrowShard(string folder, string file, LabelKind? kind)
{
    /// <summary>Reads the rows.</summary>
    /// <param name="info">What <c>dataset_info.json</c> says of the columns.</param>
    /// <param name="cancellation">Stops between pieces of the file.</param>
    /// <exception cref="DbdException">It is missing or damaged; the message names it.</exception>
    public HubRows Read(HubFeatures info, CancellationToken cancellation)
    {
        try
        {
            return DamagedDataException.Naming(file, "an Arrow stream", () => Rows(info, cancellation));
        }
        catch (Exception e) when (e is not (DbdException or OperationCanceledException))
        {
            // The library tells damage by exceptions of many kinds.
            throw new DbdException($"{file} cannot be read as an Arrow stream: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private HubRows Rows(HubFeatures info, CancellationToken cancellation)
    {
        using MappedFile mapped = new(file);
        ArrowFrames.Check(mapped.Memory.Span);
        using ArrowStreamReader reader = new(mapped.Memory);
        HubColumns columns = Columns(reader.Schema, info);
        string name = Path.GetRelativePath(folder, file).Replace('\\', '/');
        List<PackedSample> samples = [];
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            cancellation.ThrowIfCancellationRequested();
            Manifest.CheckCount(file, samples.Count + (long)batch.Length);
            ArrowPictures pictures = new(batch.Column(columns.Image));
            IArrowArray labels = batch.Column(columns.Label);
            if (labels.Length != batch.Length || pictures.Count != batch.Length)
                throw new DamagedDataException("its columns are not as long as it says.");
            for (int i = 0; i < batch.Length; i++)
            {
                int row = samples.Count;
                ReadOnlyMemory<byte> picture = pictures.At(i) ?? throw HubRows.NoPicture(file, row, pictures.PathAt(i));
                samples.Add(new PackedSample(
                    string.Create(CultureInfo.InvariantCulture, $"{name}/{row}"), Part(picture), ArrowText.At(labels, i) ?? ""));
            }
        }
        return new HubRows(samples, columns.Classes);
    }

    private HubColumns Columns(Schema schema, HubFeatures info)
    {
        string? note = (schema.Metadata ?? new Dictionary<string, string>()).TryGetValue(HubFeatures.Key, out string? text) ? text : null;
        ILookup<bool, string> kinds = schema.FieldsList.ToLookup(f => ArrowPictures.AreIn(f.DataType), f => f.Name);
        return HubColumns.Choose(
            file, [.. kinds[true]], [.. kinds[false]], note is null ? info : HubFeatures.Parse(note, file), kind);
    }

    private PictureBody Part(ReadOnlyMemory<byte> picture) =>
        MemoryMarshal.TryGetMemoryManager(picture, out MappedFile? _, out int start, out int length)
            ? PictureBody.PartOf(file, start, length)
            : PictureBody.Of(picture.ToArray());
}
