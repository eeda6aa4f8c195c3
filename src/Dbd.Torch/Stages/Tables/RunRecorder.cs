using Dbd.Metrics;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Stages.Tables;

/// <summary>Writes a run's record as its epochs are completed.</summary>
/// <param name="run">The run.</param>
internal sealed class RunRecorder(PlannedRun run) : IRunObserver
{
    // Its own record, not the kept one: what is trained again goes on from epochs of this folder, not of another machine.
    private RunRecord _record = RunRecord.In(run.Folder) with
    {
        Command = run.Command,
        Machine = MachineInfo.Describe(run.Request.Gpu),
        Failure = null,
        FailedAt = null,
    };

    // What lies beyond the checkpoint is of an epoch that was never saved; of what was saved without a record nothing is known.
    public void OnStart(RunStart start)
    {
        int saved = start.FirstEpoch - 1;
        EpochRecord unknown = new(0, new Dictionary<string, IReadOnlyDictionary<string, double>>());
        Save([.. _record.Done.Take(saved), .. Enumerable.Repeat(unknown, Math.Max(0, saved - _record.Done.Count))]);
    }

    public void OnEpoch(EpochReport epoch) => Save([.. _record.Done, new EpochRecord(
        epoch.Elapsed.TotalSeconds,
        epoch.Groups.ToDictionary(g => g.Name, g => (IReadOnlyDictionary<string, double>)g.Readings.ToDictionary(r => r.Name, r => r.Value)))]);

    public void Fail(string why, DateTimeOffset when)
    {
        _record = _record with { Failure = why, FailedAt = when };
        _record.Save(RunRecord.PathIn(run.Folder));
    }

    private void Save(IReadOnlyList<EpochRecord> done)
    {
        _record = _record with { Done = done };
        _record.Save(RunRecord.PathIn(run.Folder));
        if (done.Count >= run.Epochs)
            _record.Save(run.Kept);
    }
}
