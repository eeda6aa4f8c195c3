using Dbd.Reports.Csv;
using Dbd.Runs;
using Dbd.Torch.Checkpoints;

namespace Dbd.Torch.Stages;

/// <summary>What a run that goes on knows of the epochs before: by its record, or by what versions before the record left, and the
/// reference. That those files do not tell is no reason not to go on.</summary>
/// <param name="run">The run's folders.</param>
/// <param name="checkpoint">The checkpoint that it goes on from.</param>
/// <param name="note">Is told of what cannot be read.</param>
internal sealed class EarlierEpochs(RunFolder run, string checkpoint, Action<string> note)
{
    /// <summary>The record; empty where nothing is known.</summary>
    /// <exception cref="DbdException">There is one, and it is damaged.</exception>
    public RunRecord Record() =>
        File.Exists(run.RecordFile) ? RunRecord.At(run.RecordFile) : Known(() => CsvRecord.In(run.Log)) ?? new RunRecord();

    /// <summary>The epoch of the checkpoint.</summary>
    public EpochRecord Last()
    {
        CheckpointStore store = new(run.Checkpoints);
        return Known(() => Checkpoint.EpochIn(store.Read(checkpoint), store.PathOf(checkpoint))) ?? EpochRecord.Unknown;
    }

    private T? Known<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (DbdException e)
        {
            note($"The record lacks what earlier epochs gave: {e.Message}");
            return null;
        }
    }
}
