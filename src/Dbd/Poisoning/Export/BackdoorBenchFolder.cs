using Dbd.Data;
using Dbd.Data.Formats.Brought;
using Dbd.Imaging;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

namespace Dbd.Poisoning.Export;

/// <summary>Writes what was poisoned as BackdoorBench does, which keeps the rest in the clean data: see <see cref="BackdoorBenchFormat"/>.
/// <c>info.pickle</c> says which labels poisoned samples have.</summary>
internal static class BackdoorBenchFolder
{
    /// <summary>Refuses what such a folder cannot hold.</summary>
    /// <exception cref="DbdException">There are covers, or labels by another rule, or nothing but clean pictures.</exception>
    public static void Check(BackdoorData data, IReadOnlyList<ExportSplit> splits)
    {
        if (data.Index.Covers.Count > 0)
            throw new DbdException("BackdoorBench's layout has no place for covers. Write another format.");
        if (splits.All(s => s == ExportSplit.Test))
            throw new DbdException("BackdoorBench's layout has no clean pictures: they are those of dataset_dir. Write another format.");
        if (data.Index.Poisoned == 0 && splits.Contains(ExportSplit.Train))
            throw new DbdException(
                "No training sample is poisoned, and BackdoorBench's layout holds those alone. Add --split poisoned-test, or write another "
                    + "format.");
        _ = Rule(data);
    }

    /// <summary>The file of a sample, from the folder on.</summary>
    public static string FileOf(bool training, StampedSource data, int sample) =>
        $"{(training ? BackdoorBenchFormat.TrainFolder : BackdoorBenchFormat.TestFolder)}/{data.Clean.Label(sample)}/{sample}.png";

    /// <summary>Writes the pictures, on all cores.</summary>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public static void Write(
        string folder, bool training, StampedSource data, int[] samples, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        foreach (int label in samples.Select(data.Clean.Label).Distinct())
        {
            int first = samples.First(s => data.Clean.Label(s) == label);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, FileOf(training, data, first)))!);
        }
        ParallelWork.For(
            samples.Length,
            "pictures written",
            progress,
            s => PictureFile.WritePng(
                Path.Combine(folder, FileOf(training, data, samples[s])), data.Read(samples[s]), data.Shape),
            cancellation);
    }

    /// <summary>Writes <c>info.pickle</c>, safely.</summary>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public static void WriteInfo(string folder, BackdoorData data)
    {
        (string rule, int target) = Rule(data);
        TorchFile.Write(Path.Combine(folder, "info.pickle"), new PyDict
        {
            ["attack_label_trans"] = rule,
            ["attack_target"] = target,
            ["num_classes"] = data.Train.ClassNames.Count,
            ["img_size"] = new PyTuple(data.Train.Shape.Height, data.Train.Shape.Width, ImageShape.Channels),
        });
    }

    private static (string Rule, int Target) Rule(BackdoorData data)
    {
        (int True, int Given)[] labels = [.. Labels(data.Train), .. Labels(data.PoisonedTest!)];
        if (labels.Length == 0 || labels.All(l => l.Given == labels[0].Given))
            return ("all2one", labels.Length == 0 ? 0 : labels[0].Given);
        return labels.All(l => l.Given == (l.True + 1) % data.Train.ClassNames.Count)
            ? ("all2all", 0)
            : throw new DbdException("BackdoorBench's layout holds one target label, or all to all. Write another format.");
    }

    private static IEnumerable<(int True, int Given)> Labels(StampedSource data) =>
        Enumerable.Range(0, data.Count).Where(data.IsPoisoned).Select(i => (data.Clean.Label(i), data.Label(i)));
}
