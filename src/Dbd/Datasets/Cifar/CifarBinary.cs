using Dbd.Serialization;

namespace Dbd.Datasets.Cifar;

/// <summary>The binary layout: records of one label byte and 3072 bytes of pixels.</summary>
internal sealed class CifarBinary : CifarLayout
{
    public const string NamesFile = "batches.meta.txt";

    public static readonly int RecordLength = 1 + Shape.Bytes;

    public override string FolderName => "cifar-10-batches-bin";

    public override string FileName(string stem) => stem + ".bin";

    public override IReadOnlyList<string>? ReadNames(string folder)
    {
        string path = Path.Combine(folder, NamesFile);
        if (!File.Exists(path))
            return null;
        string[] names = [.. File.ReadLines(path).Select(l => l.Trim()).Where(l => l.Length > 0)];
        return names.Length > 0 ? names : throw new DbdException($"{path} has no class names; expected one a line.");
    }

    public override CifarBatch ReadBatch(string path, int classes)
    {
        byte[] data = DamagedDataException.Naming(path, "a CIFAR-10 file", () => File.ReadAllBytes(path));
        if (data.Length == 0 || data.Length % RecordLength != 0)
        {
            throw new DbdException($"{path} has {data.Length} bytes, which is {data.Length / RecordLength} records of {RecordLength} bytes and "
                + $"{data.Length % RecordLength} left over; expected whole records (10,000 as published). Is it cut off?");
        }
        IEnumerable<long> labels = Enumerable.Range(0, data.Length / RecordLength).Select(i => (long)data[i * RecordLength]);
        return new CifarBatch(data, Header: 1, Checked(path, labels, classes));
    }
}
