using Dbd.Data;
using Dbd.Data.Formats.CsvFolders;
using Dbd.Data.Formats.HuggingFace;
using Dbd.Data.Formats.Npz;
using Dbd.Data.Formats.WebDatasets;
using Dbd.Serialization;

namespace Dbd.Interop;

/// <summary>Data sets, for forms.py to compare.</summary>
internal static class MadeData
{
    /// <summary>Reads a data set and writes what we see as arrays: <c>train.npy</c>, <c>train_labels.npy</c>, and with test.</summary>
    public static void Unpack(string path, string target)
    {
        DatasetSplit read = Load(path);
        Console.WriteLine(string.Join('|', read.Train.ClassNames));
        foreach ((string name, IImageSource data) in new[] { ("train", read.Train), ("test", read.Test) })
        {
            byte[] pixels = [.. Enumerable.Range(0, data.Count).SelectMany(i => data.Read(i))];
            long[] labels = [.. data.Labels().Select(l => (long)l)];
            Npy.Write(
                Path.Combine(target, $"{name}.npy"), TensorData.From<byte>(pixels, data.Count, data.Shape.Height, data.Shape.Width, 3));
            Npy.Write(Path.Combine(target, $"{name}_labels.npy"), TensorData.From<long>(labels, data.Count));
        }
    }

    /// <summary>Reads a data set and writes it in a form.</summary>
    public static void Write(string form, string path, string target)
    {
        DatasetSplit read = Load(path);
        foreach ((string name, IImageSource data) in new[] { ("train", read.Train), ("test", read.Test) })
        {
            switch (form)
            {
                case "parquet":
                    string file = Path.Combine(target, "data", $"{name}-00000-of-00001.parquet");
                    HubWriter.WriteParquet(file, data, null, CancellationToken.None);
                    break;
                case "saved_dataset":
                    SavedDatasetWriter.Write(target, name, data, null, CancellationToken.None);
                    break;
                case "webdataset":
                    WebDatasetWriter.Write(target, name, data, null, CancellationToken.None);
                    break;
                case "npz":
                    NpzWriter.Write(target, name, data, CancellationToken.None);
                    break;
                default:
                    CsvFolderWriter.Write(target, name, data, null, CancellationToken.None);
                    break;
            }
        }
    }

    private static DatasetSplit Load(string path) => DataCatalog.FormatIn(path).Load(path, new ReadingOptions(), CancellationToken.None);
}
