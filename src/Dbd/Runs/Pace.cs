namespace Dbd.Runs;

/// <summary>Foretells how long an epoch, a run, and a command of several runs will still take: the work that is left, of each kind, by
/// what such work has cost on this machine. It is told of a run as any observer is. Times are whole seconds, rounded up: only what is
/// over takes no more time.</summary>
internal sealed class Pace : IRunObserver
{
    private WorkCosts _costs = new(null);
    private IReadOnlyList<RunStart> _runs = [];
    private int _now = -1;
    private int _epoch;
    private double _stepped;
    private (int Step, TimeSpan Elapsed)? _last;

    /// <summary>Time until the end of this epoch, tests included; null while it cannot be foretold.</summary>
    public TimeSpan? EpochLeft => Time(WorkOfEpoch());

    /// <summary>Time until the end of this run; null while it cannot be foretold.</summary>
    public TimeSpan? RunLeft => Time(WorkOfRun());

    /// <summary>Time until the end of all runs of a plan, or of the run where there is none; null while it cannot be foretold.</summary>
    public TimeSpan? WholeLeft => Time(WorkOfWhole());

    /// <summary>Whether the run is one of several.</summary>
    public bool IsOfSeveral => _runs.Count > 1;

    /// <summary>The share of the whole that is done, by time, in [0, 1]; earlier starts count.</summary>
    public double Done
    {
        get
        {
            double all = Seconds(_runs.SelectMany(run => WorkOf(run, 1))) ?? 0;
            return all > 0 ? Math.Clamp(1 - (Seconds(WorkOfWhole()) ?? all) / all, 0, 1) : 0;
        }
    }

    /// <summary>Time that is left of the runs of each stage, in order of their first; empty while it cannot be foretold.</summary>
    public IEnumerable<(string Stage, TimeSpan Left)> StagesLeft =>
        from run in _runs.Index()
        group run by run.Item.Stage into stage
        let left = Time(stage.SelectMany(run => WorkLeft(run.Index)))
        where left is not null
        select (stage.Key, left.Value);

    /// <inheritdoc/>
    public void OnPlan(RunPlan plan) => (_costs, _runs, _now, _last) = (new WorkCosts(plan.WorkSeconds), plan.Runs, -1, null);

    /// <inheritdoc/>
    public void OnStart(RunStart run)
    {
        int planned = Enumerable.Range(_now + 1, _runs.Count - _now - 1).FirstOrDefault(i => _runs[i].Stage == run.Stage, -1);
        if (planned < 0)
            (_runs, planned) = ([run.Phases.Count > 0 ? run : run with { Phases = [new RunPhase(run.Stage, run.Epochs, 1)] }], 0);
        else
            _runs = [.. _runs.Select((r, i) => i == planned ? run with { Phases = Fitted(run.Phases, r.Phases) } : r)];
        // The first steps of a run load code and fill caches: its first report only says when measuring begins.
        (_now, _epoch, _stepped, _last) = (planned, run.FirstEpoch, 0, null);
    }

    /// <inheritdoc/>
    public void OnStep(StepReport step)
    {
        RunPhase phase = At(step.Epoch);
        (int before, TimeSpan begun) = _last ?? (step.Step, step.Elapsed);
        (_epoch, _stepped, _last) = (step.Epoch, step.Steps == 0 ? 1 : (double)step.Step / step.Steps, (step.Step, step.Elapsed));
        if (step.Step > before)
            Learn(phase, isStepped: true, phase.Steps * (step.Step - before) / step.Steps, step.Elapsed - begun);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch)
    {
        RunPhase phase = At(epoch.Epoch);
        (TimeSpan begun, bool hadSteps, double rest) = (_last?.Elapsed ?? TimeSpan.Zero, _stepped > 0, phase.Before + phase.After);
        (_epoch, _stepped, _last) = (epoch.Epoch + 1, 0, (0, TimeSpan.Zero));
        if (!hadSteps)
            Learn(phase, isStepped: true, phase.Work, epoch.Elapsed);
        else
            Learn(phase, isStepped: rest == 0, rest, epoch.Elapsed - begun);
    }

    // What a plan says of the work of an epoch, parted as the run itself says.
    private static IReadOnlyList<RunPhase> Fitted(IReadOnlyList<RunPhase> own, IReadOnlyList<RunPhase> planned) =>
        own.Count != planned.Count ? planned : [.. own.Zip(planned, (phase, plan) => phase.WithWork(plan.Work))];

    private RunPhase At(int epoch) => _runs[_now].PhaseOf(epoch)!;

    private void Learn(RunPhase phase, bool isStepped, double work, TimeSpan took) =>
        _costs.Add(new WorkKind(_runs[_now].Stage, phase.Name, isStepped), work, Math.Max(0, took.TotalSeconds));

    private IEnumerable<(WorkKind Kind, double Work)> WorkOfWhole() => Enumerable.Range(0, _runs.Count).SelectMany(WorkLeft);

    private IEnumerable<(WorkKind Kind, double Work)> WorkOfRun() => _now < 0 ? [] : WorkLeft(_now);

    private IEnumerable<(WorkKind Kind, double Work)> WorkLeft(int run) =>
        run < _now ? []
        : run > _now ? WorkOf(_runs[run], _runs[run].FirstEpoch)
        : WorkOfEpoch().Concat(WorkOf(_runs[run], _epoch + 1));

    private IEnumerable<(WorkKind Kind, double Work)> WorkOfEpoch()
    {
        if (_now < 0 || _epoch > _runs[_now].Epochs)
            yield break;
        RunPhase phase = At(_epoch);
        yield return (new WorkKind(_runs[_now].Stage, phase.Name, true), phase.Steps * (1 - _stepped));
        yield return (new WorkKind(_runs[_now].Stage, phase.Name, false), (_stepped > 0 ? 0 : phase.Before) + phase.After);
    }

    // From an epoch to the last.
    private static IEnumerable<(WorkKind Kind, double Work)> WorkOf(RunStart run, int firstEpoch)
    {
        int begin = 1;
        foreach (RunPhase phase in run.Phases)
        {
            int epochs = Math.Clamp(begin + phase.Epochs - firstEpoch, 0, phase.Epochs);
            yield return (new WorkKind(run.Stage, phase.Name, true), epochs * phase.Steps);
            yield return (new WorkKind(run.Stage, phase.Name, false), epochs * (phase.Before + phase.After));
            begin += phase.Epochs;
        }
    }

    private TimeSpan? Time(IEnumerable<(WorkKind Kind, double Work)> work) =>
        Seconds(work) is { } seconds ? Duration.OfSeconds(Math.Ceiling(seconds - 1e-6)) : null;

    private double? Seconds(IEnumerable<(WorkKind Kind, double Work)> work) =>
        work.Aggregate((double?)0, (sum, w) => sum + _costs.Seconds(w.Kind, w.Work));
}
