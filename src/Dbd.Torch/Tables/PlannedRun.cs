using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Tables;

/// <summary>A run of one stage. What it is follows from its configuration alone: equal ones are the same run, whichever cell or table
/// asks for it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Request">Its configuration and folders.</param>
/// <param name="Hash">12 hexadecimal digits of the SHA-256 of the configuration without its place and number of threads.</param>
/// <param name="Folder">All that it writes lies there.</param>
/// <param name="Kept">A copy of its complete record, beside the table: what was measured outlives checkpoints.</param>
/// <param name="Epochs">Its last epoch.</param>
/// <param name="Directory">Its folders as the stage lays them out.</param>
public sealed record PlannedRun(
    string Stage, StageRequest Request, string Hash, string Folder, string Kept, int Epochs, RunFolder Directory)
{
    /// <summary>Whether it is trained on the data before the attack, as <c>backdoor.poison_training: False</c> says.</summary>
    public bool IsOfCleanData { get; init; }

    /// <summary>Its name.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The lock of the process that trains it.</summary>
    internal string Lock => Path.Combine(Folder, "lock");

    /// <summary>The command that does the same.</summary>
    public string Command => StageCommand.Of(Stage, Request);

    /// <summary>Where versions before this one kept its record.</summary>
    internal string FormerRecordFile => Path.Combine(Folder, RunRecord.FileName);

    /// <summary>The checkpoint of its last epoch, which later stages build on.</summary>
    public string LastCheckpoint => new CheckpointStore(Directory.Checkpoints).PathOf(CheckpointStore.Latest);

    /// <summary>What it has reached. A record that is damaged counts as none, and is told of.</summary>
    public RunRecord Record()
    {
        RunRecord own = RunRecord.OrDamage(File.Exists(Directory.RecordFile) ? Directory.RecordFile : FormerRecordFile);
        if (IsComplete(own))
            return own;
        RunRecord kept = RunRecord.OrDamage(Kept);
        RunRecord reached = IsComplete(kept) ? kept with { Failure = own.Failure, FailedAt = own.FailedAt } : own;
        return reached with { Damage = own.Damage ?? kept.Damage };
    }

    /// <summary>Whether its last epoch was completed some time, though its checkpoint may be gone.</summary>
    public bool IsMeasured => IsComplete(Record());

    /// <summary>Whether its complete record lies beside the table.</summary>
    public bool IsKept => IsComplete(RunRecord.OrDamage(Kept));

    /// <summary>Whether its last epoch is complete and saved. With a damaged checkpoint it is not: training says what is wrong.</summary>
    public bool IsDone() => IsComplete(Record()) && SavedEpoch() >= Epochs;

    /// <summary>Puts its record where it is kept today, so that it is gone on with.</summary>
    /// <exception cref="DbdException">The record is damaged, or cannot be written.</exception>
    internal void MoveRecord()
    {
        if (!File.Exists(FormerRecordFile))
            return;
        if (!File.Exists(Directory.RecordFile))
            RunRecord.At(FormerRecordFile).Save(Directory.RecordFile);
        WriteGuard.Run(FormerRecordFile, () => File.Delete(FormerRecordFile));
    }

    /// <summary>Records that it failed.</summary>
    /// <param name="why">Why.</param>
    /// <param name="when">When.</param>
    internal void Fail(string why, DateTimeOffset when) =>
        (RunRecord.At(Directory.RecordFile) with { Command = Command, Failure = why, FailedAt = when }).Save(Directory.RecordFile);

    private bool IsComplete(RunRecord record) => record.Done.Count >= Epochs;

    private int SavedEpoch()
    {
        CheckpointStore store = new(Directory.Checkpoints);
        try
        {
            return store.Has(CheckpointStore.Latest) ? Checkpoint.Of(store.Read(CheckpointStore.Latest), LastCheckpoint).Epoch : 0;
        }
        catch (DbdException)
        {
            return 0;
        }
    }
}
