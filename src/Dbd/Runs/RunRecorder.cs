namespace Dbd.Runs;

/// <summary>Writes a run's record as its epochs are completed.</summary>
/// <param name="path">The file.</param>
/// <param name="facts">What is known of the run before its first epoch, and the machine.</param>
/// <param name="earlier">What was recorded of it when it was trained before; empty where nothing was.</param>
/// <param name="saved">Gives the epoch that the run goes on from, as its checkpoint tells it.</param>
/// <param name="time">The clock.</param>
internal sealed class RunRecorder(string path, RunRecord facts, RunRecord earlier, Func<EpochRecord> saved, TimeProvider time) : IRunKeeper
{
    private RunRecord _record = new();

    // What lies beyond the checkpoint is of an epoch that was never saved. Of what was saved without a record only the last epoch is known,
    // from the checkpoint.
    public void OnStart(RunStart run)
    {
        int before = run.FirstEpoch - 1;
        List<EpochRecord> done = [.. earlier.Done.Take(before)];
        while (done.Count < before)
            done.Add(done.Count == before - 1 ? saved() : EpochRecord.Unknown);
        bool isNew = before == 0;
        Save(facts with
        {
            Epochs = run.Epochs,
            Begun = isNew ? time.GetUtcNow() : earlier.Begun,
            Machine = isNew ? facts.Machine : Joined(earlier.Machine, facts.Machine),
            Done = done,
        });
    }

    public void OnEpoch(EpochReport epoch) =>
        Save(_record with { Done = [.. _record.Done, EpochRecord.Of(epoch.Elapsed.TotalSeconds, epoch.Groups)] });

    private static string Joined(string machines, string here) =>
        machines.Length == 0 ? here : machines.Contains(here, StringComparison.Ordinal) ? machines : $"{machines}; {here}";

    private void Save(RunRecord record)
    {
        _record = record;
        _record.Save(path);
    }
}
