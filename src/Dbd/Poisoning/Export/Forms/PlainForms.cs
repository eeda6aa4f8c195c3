using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Formats.Idx;
using Dbd.Data.Formats.Pictures;

namespace Dbd.Poisoning.Export.Forms;

/// <summary>PNG files, a folder a class, and the names of the classes.</summary>
internal sealed class FolderForm : SetForm
{
    public override void Write(
        string folder, bool training, StampedSource data, int[] samples, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        ImageFolderWriter.Write(Path.Combine(folder, Word(training)), data, samples, progress, cancellation);
        ClassList.Write(Path.Combine(folder, ClassList.FileName), data.ClassNames);
    }

    public override string NameOf(bool training, StampedSource data, int[] samples, int position) =>
        $"{Word(training)}/{ImageFolderWriter.FileOf(data, samples[position])}";
}

/// <summary>CIFAR-10's binary layout.</summary>
internal sealed class CifarForm : SetForm
{
    public override void Write(
        string folder, bool training, StampedSource data, int[] samples, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        Subset chosen = new(data, samples);
        if (CifarBinaryWriter.Refusal(chosen, training) is { } reason)
            throw new DbdException($"{reason} Write another format.");
        if (training)
            CifarBinaryWriter.WriteTrain(folder, chosen);
        else
            CifarBinaryWriter.WriteTest(folder, chosen);
    }
}

/// <summary>MNIST's IDX files.</summary>
internal sealed class IdxForm : SetForm
{
    public override void Write(
        string folder, bool training, StampedSource data, int[] samples, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        Subset chosen = new(data, samples);
        if (training)
            IdxWriter.WriteTrain(folder, chosen);
        else
            IdxWriter.WriteTest(folder, chosen);
    }
}

/// <summary>As BackdoorBench writes.</summary>
internal sealed class BackdoorBenchForm : SetForm
{
    public override void Write(
        string folder, bool training, StampedSource data, int[] samples, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        BackdoorBenchFolder.Write(folder, training, data, samples, progress, cancellation);

    public override string NameOf(bool training, StampedSource data, int[] samples, int position) =>
        BackdoorBenchFolder.FileOf(training, data, samples[position]);
}
