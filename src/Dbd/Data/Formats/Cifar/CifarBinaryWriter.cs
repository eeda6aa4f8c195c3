using Dbd.Serialization;

namespace Dbd.Data.Formats.Cifar;

/// <summary>Writes a data set of 32x32 pictures in CIFAR-10's binary layout.</summary>
public static class CifarBinaryWriter
{
    private static readonly CifarRelease s_release = CifarRelease.Cifar10;

    /// <summary>Writes five training files, as even as can be, a test file and <c>batches.meta.txt</c>.</summary>
    /// <param name="folder">Where to; made if needed.</param>
    /// <param name="train">At least 5 samples.</param>
    /// <param name="test">At least 1 sample, of the same classes.</param>
    /// <exception cref="ArgumentException">Pictures of another size, too few samples, or more than 256 classes.</exception>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public static void Write(string folder, IImageSource train, IImageSource test)
    {
        if ((Refusal(train, training: true) ?? Refusal(test, training: false)) is { } reason)
            throw new ArgumentException(reason);
        WriteTrain(folder, train);
        WriteTest(folder, test);
    }

    /// <summary>Why a set cannot be written; null if it can.</summary>
    internal static string? Refusal(IImageSource data, bool training) => (training ? s_release.TrainStems.Count : 1) switch
    {
        _ when data.Shape != CifarLayout.Shape => $"CIFAR-10's files hold {CifarLayout.Shape} pictures, not {data.Shape}.",
        int files when data.Count < files => $"{data.Count} samples are too few for CIFAR-10's files: at least {files}.",
        _ when data.ClassNames.Count > byte.MaxValue + 1 => $"CIFAR-10's files hold at most 256 classes, not {data.ClassNames.Count}.",
        _ => null,
    };

    internal static void WriteTrain(string folder, IImageSource train)
    {
        int files = s_release.TrainStems.Count;
        for (int f = 0; f < files; f++)
        {
            int start = (int)((long)train.Count * f / files);
            int end = (int)((long)train.Count * (f + 1) / files);
            WriteBatch(folder, s_release.TrainStems[f], train, start, end);
        }
        ClassList.Write(Path.Combine(folder, s_release.BinaryNames), train.ClassNames);
    }

    internal static void WriteTest(string folder, IImageSource test)
    {
        WriteBatch(folder, s_release.TestStem, test, 0, test.Count);
        ClassList.Write(Path.Combine(folder, s_release.BinaryNames), test.ClassNames);
    }

    private static void WriteBatch(string folder, string stem, IImageSource data, int start, int end) =>
        AtomicFile.Write(Path.Combine(folder, new CifarBinary(s_release).FileName(stem)), stream =>
        {
            byte[] record = new byte[s_release.LabelBytes + CifarLayout.Shape.Bytes];
            byte[] pixels = new byte[CifarLayout.Shape.Bytes];
            for (int i = start; i < end; i++)
            {
                record[0] = (byte)data.Label(i);
                data.Read(i, pixels);
                CifarPlanes.Separate(pixels, record.AsSpan(1));
                stream.Write(record);
            }
        });
}
