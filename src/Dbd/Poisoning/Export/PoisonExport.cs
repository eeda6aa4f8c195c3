using System.Text;

using Dbd.Serialization;

namespace Dbd.Poisoning.Export;

/// <summary>Writes a poisoned data set for other tools: the set as a person would find it, and apart from it the truth.</summary>
/// <remarks><c>data/</c> has the poisoned training set and the clean test set, and nothing in it tells which samples are poisoned;
/// <c>poisoned_test/</c> has the test set for ASR; <c>truth/</c> has <c>poison_index.npy</c>, what the attack has drawn for the
/// whole run, a table of every sample, a contact sheet and the configuration. A folder of BackdoorBench has only what was poisoned, all
/// of it in <c>data/</c>.</remarks>
public sealed record PoisonExport
{
    /// <summary>The folder that everything is written to; it must not exist.</summary>
    public required string Out { get; init; }

    /// <summary>The form of the written sets.</summary>
    public ExportFormat Format { get; init; } = ExportFormat.Folder;

    /// <summary>What is written.</summary>
    public IReadOnlyList<ExportSplit> Splits { get; init; } = [ExportSplit.Train, ExportSplit.Test, ExportSplit.PoisonedTest];

    /// <summary>Is told how far writing is; null where nobody looks.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Refuses a folder that is there already, or cannot be made.</summary>
    /// <exception cref="DbdException">It is one of these.</exception>
    public void CheckOut() => NewFolder.CheckFree(Out);

    /// <summary>Writes everything beside the folder and renames it, so that the folder is complete or not there.</summary>
    /// <param name="data">The poisoned data set.</param>
    /// <param name="config">The configuration, as YAML with all values.</param>
    /// <param name="cancellation">Stops while writing.</param>
    /// <exception cref="DbdException">The folder exists, the format cannot hold the pictures, or a file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing is left.</exception>
    public void Write(BackdoorData data, string config, CancellationToken cancellation)
    {
        NewFolder.Write(Out, folder =>
        {
            WriteSets(folder, data, config, new SetWriter(Format, Progress, cancellation));
            cancellation.ThrowIfCancellationRequested();
        });
    }

    private void WriteSets(string folder, BackdoorData data, string config, SetWriter writer)
    {
        StampedSource poisonedTest = data.PoisonedTest ?? throw new DbdException("There is no attack on these data, so nothing to write.");
        if (Format == ExportFormat.BackdoorBench)
            BackdoorBenchFolder.Check(data, Splits);
        string sets = Path.Combine(folder, "data");
        string truth = Path.Combine(folder, "truth");
        // A folder of BackdoorBench has what was poisoned, and nothing else.
        bool isWhole = Format != ExportFormat.BackdoorBench;
        int[] train = isWhole ? [.. Enumerable.Range(0, data.Train.Count)] : [.. data.Index.Indices];
        int[] test = [.. Enumerable.Range(0, data.CleanTest.Count)];
        int[] triggered = [.. test.Where(poisonedTest.IsPoisoned)];
        if (Splits.Contains(ExportSplit.Train))
        {
            writer.Write(sets, training: true, data.Train, train);
            SampleTable.Write(Path.Combine(truth, "train.csv"), data.Train, train, p =>
                writer.NameOf(training: true, data.Train, train, p));
        }
        if (Splits.Contains(ExportSplit.Test) && isWhole)
            writer.Write(sets, training: false, data.CleanTest, test);
        if (Splits.Contains(ExportSplit.PoisonedTest))
        {
            writer.Write(isWhole ? Path.Combine(folder, "poisoned_test") : sets, training: false, poisonedTest, triggered);
            SampleTable.Write(
                Path.Combine(truth, "poisoned_test.csv"), poisonedTest, triggered,
                p => writer.NameOf(training: false, poisonedTest, triggered, p));
        }
        if (!isWhole)
            BackdoorBenchFolder.WriteInfo(sets, data);
        string index = Path.Combine(truth, "poison_index.npy");
        KeptArrays.Save(data.Kept, index);
        data.Index.Save(index);
        AtomicFile.WriteBytes(Path.Combine(truth, "config.yaml"), Encoding.UTF8.GetBytes(config));
        if (data.Index.Poisoned > 0 || triggered.Length > 0)
            ContactSheet.Write(Path.Combine(truth, "contact_sheet.png"), data.Index.Poisoned > 0 ? data.Train : poisonedTest);
    }
}
