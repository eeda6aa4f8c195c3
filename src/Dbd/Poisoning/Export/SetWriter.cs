using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Formats.Idx;
using Dbd.Data.Formats.Pictures;

namespace Dbd.Poisoning.Export;

/// <summary>Writes a training or a test set in one of the formats.</summary>
/// <param name="format">Which.</param>
/// <param name="progress">Is told how far writing is; may be null.</param>
/// <param name="cancellation">Stops between two pictures, or two files.</param>
internal sealed class SetWriter(ExportFormat format, IProgress<WorkProgress>? progress, CancellationToken cancellation)
{
    /// <summary>Writes some samples into a folder.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="training">Whether they are a training set.</param>
    /// <param name="data">The data set.</param>
    /// <param name="samples">Which samples.</param>
    /// <exception cref="DbdException">The format cannot hold them, or a file cannot be written.</exception>
    public void Write(string folder, bool training, StampedSource data, int[] samples)
    {
        cancellation.ThrowIfCancellationRequested();
        if (samples.Length == 0)
            throw new DbdException($"There is no picture to write into {Path.GetFileName(folder)}/.");
        Subset chosen = new(data, samples);
        switch (format)
        {
            case ExportFormat.Folder:
                ImageFolderWriter.Write(Path.Combine(folder, training ? "train" : "test"), data, samples, progress, cancellation);
                ClassList.Write(Path.Combine(folder, ClassList.FileName), data.ClassNames);
                break;
            case ExportFormat.BackdoorBench:
                BackdoorBenchFolder.Write(folder, training, data, samples, progress, cancellation);
                break;
            case ExportFormat.Cifar when CifarBinaryWriter.Refusal(chosen, training) is { } reason:
                throw new DbdException($"{reason} Write another format.");
            case ExportFormat.Cifar when training:
                CifarBinaryWriter.WriteTrain(folder, chosen);
                break;
            case ExportFormat.Cifar:
                CifarBinaryWriter.WriteTest(folder, chosen);
                break;
            case ExportFormat.Idx when training:
                IdxWriter.WriteTrain(folder, chosen);
                break;
            default:
                IdxWriter.WriteTest(folder, chosen);
                break;
        }
    }

    /// <summary>What a sample is called by who reads the set again.</summary>
    /// <param name="training">Whether it is of a training set.</param>
    /// <param name="data">The data set.</param>
    /// <param name="samples">The samples that are written.</param>
    /// <param name="position">Which of them.</param>
    public string NameOf(bool training, StampedSource data, int[] samples, int position) => format switch
    {
        ExportFormat.Folder => $"{(training ? "train" : "test")}/{ImageFolderWriter.FileOf(data, samples[position])}",
        ExportFormat.BackdoorBench => BackdoorBenchFolder.FileOf(training, data, samples[position]),
        _ => $"{position}",
    };
}
