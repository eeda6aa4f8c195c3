using System.Text;

using Dbd.Serialization;

namespace Dbd.Datasets.Cifar;

/// <summary>Writes a data set of 32x32 pictures in CIFAR-10's binary layout.</summary>
public static class CifarBinaryWriter
{
    /// <summary>Writes five training files, as even as can be, a test file and <c>batches.meta.txt</c>.</summary>
    /// <param name="folder">Where to; made if needed.</param>
    /// <param name="train">At least 5 samples.</param>
    /// <param name="test">At least 1 sample, of the same classes.</param>
    /// <exception cref="ArgumentException">Pictures of another size, too few samples, or more than 256 classes.</exception>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public static void Write(string folder, IDataset train, IDataset test)
    {
        int files = CifarLayout.TrainStems.Count;
        if (train.Shape != CifarLayout.Shape || test.Shape != CifarLayout.Shape)
            throw new ArgumentException($"CIFAR-10's files hold {CifarLayout.Shape} pictures.");
        if (train.Count < files || test.Count < 1 || train.ClassNames.Count > byte.MaxValue + 1)
            throw new ArgumentException($"CIFAR-10's files take at least {files} + 1 samples, of at most 256 classes.");
        CifarBinary layout = new();
        for (int f = 0; f < files; f++)
        {
            int start = (int)((long)train.Count * f / files);
            int end = (int)((long)train.Count * (f + 1) / files);
            WriteBatch(Path.Combine(folder, layout.FileName(CifarLayout.TrainStems[f])), train, start, end);
        }
        WriteBatch(Path.Combine(folder, layout.FileName(CifarLayout.TestStems[0])), test, 0, test.Count);
        string names = string.Concat(train.ClassNames.Select(n => n + "\n"));
        AtomicFile.WriteBytes(Path.Combine(folder, CifarBinary.NamesFile), Encoding.UTF8.GetBytes(names));
    }

    private static void WriteBatch(string path, IDataset data, int start, int end) => AtomicFile.Write(path, stream =>
    {
        byte[] record = new byte[CifarBinary.RecordLength];
        for (int i = start; i < end; i++)
        {
            record[0] = (byte)data.Label(i);
            CifarBatch.Separate(data.Image(i), record.AsSpan(1));
            stream.Write(record);
        }
    });
}
