using Dbd.Runs;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Tables;

/// <summary>Writes a run's record as its epochs are completed.</summary>
/// <param name="run">The run.</param>
internal sealed class RunRecorder(PlannedRun run) : IRunObserver
{
    // Its own record, not the kept one: what is trained again goes on from epochs of this folder, not of another machine.
    private RunRecord _record = RunRecord.In(run.Folder) with
    {
        Command = run.Command,
        Failure = null,
        FailedAt = null,
    };

    // What lies beyond the checkpoint is of an epoch that was never saved. Of what was saved without a record only the last epoch is known,
    // from the checkpoint.
    public void OnStart(RunStart start)
    {
        List<EpochRecord> done = [.. _record.Done.Take(start.FirstEpoch - 1)];
        while (done.Count < start.FirstEpoch - 1)
            done.Add(done.Count == start.FirstEpoch - 2 ? Saved() : EpochRecord.Unknown);
        string here = MachineInfo.Describe(run.Request.Gpu);
        _record = _record with
        {
            Machine = done.Count == 0 || _record.Machine.Length == 0 ? here
                : _record.Machine.Contains(here, StringComparison.Ordinal) ? _record.Machine : $"{_record.Machine}; {here}",
        };
        Save(done);
    }

    public void OnEpoch(EpochReport epoch) => Save([.. _record.Done, new EpochRecord(
        epoch.Elapsed.TotalSeconds,
        epoch.Groups.ToDictionary(g => g.Name, g => (IReadOnlyDictionary<string, double>)g.Readings.ToDictionary(r => r.Name, r => r.Value)))]);

    public void Fail(string why, DateTimeOffset when)
    {
        _record = _record with { Failure = why, FailedAt = when };
        _record.Save(RunRecord.PathIn(run.Folder));
    }

    private EpochRecord Saved() => new(0, Checkpoint.ReadingsIn(new CheckpointStore(run.Directory.Checkpoints).Read(CheckpointStore.Latest), run.LastCheckpoint));

    private void Save(List<EpochRecord> done)
    {
        _record = _record with { Done = done };
        _record.Save(RunRecord.PathIn(run.Folder));
        if (done.Count >= run.Epochs)
            _record.Save(run.Kept);
    }
}
