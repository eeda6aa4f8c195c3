using System.Text.Json;

using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Dbd.Tests.Data.Formats.HuggingFace;

/// <summary>Folders as <c>save_to_disk</c> writes them.</summary>
internal static class ArrowFiles
{
    /// <summary>A set in a folder: its state, what its columns are, and its pictures and labels, two rows a piece.</summary>
    public static string Set(string folder, byte[]?[] pictures, Func<int, IArrowArray> labels, string[]? names)
    {
        Directory.CreateDirectory(folder);
        const string name = "data-00000-of-00001.arrow";
        File.WriteAllText(Path.Combine(folder, "state.json"), """
            {"_data_files": [{"filename": "data-00000-of-00001.arrow"}], "_fingerprint": "0", "_format_columns": null, "_split": "train"}
            """);
        File.WriteAllText(Path.Combine(folder, "dataset_info.json"), JsonSerializer.Serialize(new { features = Features(names) }));
        string path = Path.Combine(folder, name);
        Stream(path, pictures, labels);
        return path;
    }

    public static void Stream(string path, byte[]?[] pictures, Func<int, IArrowArray> labels)
    {
        StructType rows = new([new Field("bytes", BinaryType.Default, true), new Field("path", StringType.Default, true)]);
        Schema schema = new([new Field("image", rows, true), new Field("label", labels(0).Data.DataType, true)], null);
        using FileStream file = File.Create(path);
        using ArrowStreamWriter writer = new(file, schema);
        for (int from = 0; from < pictures.Length; from += 2)
        {
            byte[]?[] some = [.. pictures.Skip(from).Take(2)];
            BinaryArray.Builder bytes = new();
            StringArray.Builder paths = new();
            foreach (byte[]? picture in some)
            {
                _ = picture is null ? bytes.AppendNull() : bytes.Append(picture.AsSpan());
                paths.Append("0.png");
            }
            StructArray images = new(rows, some.Length, [bytes.Build(), paths.Build()], ArrowBuffer.Empty, 0);
            writer.WriteRecordBatch(new RecordBatch(schema, [images, labels(from)], some.Length));
        }
        writer.WriteEnd();
    }

    private static Dictionary<string, object> Features(string[]? names) => new()
    {
        ["image"] = new { _type = "Image" },
        ["label"] = names is null ? new { dtype = "int64", _type = "Value" } : new { names, _type = "ClassLabel" },
    };
}
