using Dbd.Serialization;

namespace Dbd.Data.Formats.Cifar;

/// <summary>The binary layout: records of a label byte (CIFAR-100: a coarse and a fine label) and 3072 bytes of pixels.</summary>
internal sealed class CifarBinary(CifarRelease release) : CifarLayout(release)
{
    public override string FolderName => Release.BinaryFolder;

    private int RecordLength => Release.LabelBytes + Shape.Bytes;

    public override string FileName(string stem) => stem + ".bin";

    public override IReadOnlyList<string>? ReadNames(string folder) => ClassList.ReadIfThere(Path.Combine(folder, Release.BinaryNames));

    public override CifarRecords Read(string path, int classes, FileBuffer buffer)
    {
        ReadOnlyMemory<byte> data = DamagedDataException.Naming(path, $"a {Release.Name} file", () => buffer.Read(path));
        if (data.Length == 0 || data.Length % RecordLength != 0)
        {
            throw new DbdException(
                $"{path} has {data.Length} bytes, which is {data.Length / RecordLength} records of {RecordLength} bytes and "
                    + $"{data.Length % RecordLength} left over; expected whole records. Is it cut off?");
        }
        IEnumerable<long> labels = Enumerable.Range(0, data.Length / RecordLength)
            .Select(i => (long)data.Span[i * RecordLength + Release.LabelByte]);
        return new CifarRecords(data, Release.LabelBytes, Checked(path, labels, classes));
    }
}
