using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Formats.Idx;
using Dbd.Data.Formats.Pictures;

namespace Dbd.Poisoning.Export.Forms;

/// <summary>PNG files, a folder a class, and the names of the classes.</summary>
internal sealed class FolderForm : SetForm
{
    public override void Write(SetToWrite set)
    {
        ImageFolderWriter.Write(Path.Combine(set.Folder, set.Word), set.Data, set.Samples, set.Progress, set.Cancellation);
        ClassList.Write(Path.Combine(set.Folder, ClassList.FileName), set.Data.ClassNames);
    }

    public override string NameOf(bool training, StampedSource data, int[] samples, int position) =>
        $"{Word(training)}/{ImageFolderWriter.FileOf(data, samples[position])}";
}

/// <summary>CIFAR-10's binary layout.</summary>
internal sealed class CifarForm : SetForm
{
    public override void Write(SetToWrite set)
    {
        Subset chosen = set.Chosen;
        if (CifarBinaryWriter.Refusal(chosen, set.Training) is { } reason)
            throw new DbdException($"{reason} Write another format.");
        if (set.Training)
            CifarBinaryWriter.WriteTrain(set.Folder, chosen);
        else
            CifarBinaryWriter.WriteTest(set.Folder, chosen);
    }
}

/// <summary>MNIST's IDX files.</summary>
internal sealed class IdxForm : SetForm
{
    public override void Write(SetToWrite set)
    {
        Subset chosen = set.Chosen;
        if (set.Training)
            IdxWriter.WriteTrain(set.Folder, chosen);
        else
            IdxWriter.WriteTest(set.Folder, chosen);
    }
}

/// <summary>As BackdoorBench writes.</summary>
internal sealed class BackdoorBenchForm : SetForm
{
    public override void Write(SetToWrite set) =>
        BackdoorBenchFolder.Write(set.Folder, set.Training, set.Data, set.Samples, set.Progress, set.Cancellation);

    public override string NameOf(bool training, StampedSource data, int[] samples, int position) =>
        BackdoorBenchFolder.FileOf(training, data, samples[position]);
}
