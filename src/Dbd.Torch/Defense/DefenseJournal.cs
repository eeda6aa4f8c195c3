using Dbd.Metrics;

namespace Dbd.Torch.Defense;

/// <summary>Keeps the record of a defense while it works: what each part took, and how far the whole is. It observes the stages.</summary>
internal sealed class DefenseJournal : IRunObserver
{
    private readonly DefenseFolder _folder;
    private readonly TimeProvider _time;
    private readonly IProgress<DefenseProgress>? _progress;
    private readonly Action<string> _note;
    private readonly long _begin;
    private readonly double _spentBefore;

    private string _part = "";
    private long _partBegin;
    private double _begun;
    private RunStart _run = new("", 1, 1);

    /// <summary>Goes on with a record.</summary>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="record">The record, new or of an earlier start.</param>
    /// <param name="note">Is told what the whole does.</param>
    /// <param name="progress">Is told how far the whole is; may be null.</param>
    /// <param name="time">The clock.</param>
    /// <param name="begin">When this start began, by that clock.</param>
    public DefenseJournal(DefenseFolder folder, DefenseRecord record, Action<string> note, IProgress<DefenseProgress>? progress, TimeProvider time, long begin)
    {
        (_folder, _note, _progress, _time) = (folder, note, progress, time);
        (_begin, _spentBefore) = (begin, record.SpentSeconds);
        // Each start reads the data again; that belongs to no other part.
        Record = With(record, DefensePart.Reading, record.Parts.GetValueOrDefault(DefensePart.Reading) + time.GetElapsedTime(begin).TotalSeconds);
    }

    /// <summary>The record as it is now.</summary>
    public DefenseRecord Record { get; private set; }

    /// <summary>The plan that holds now; null before there is one.</summary>
    public DefensePlan? Plan => Record.LastPlan ?? Record.Plan;

    /// <summary>What is still to come; null before it is planned.</summary>
    public Timeline? Timeline { get; set; }

    /// <summary>How long the defense has worked.</summary>
    public TimeSpan Spent => TimeSpan.FromSeconds(_spentBefore) + _time.GetElapsedTime(_begin);

    /// <summary>Does a part, unless an earlier start did, and remembers what it took.</summary>
    public void Do(string part, Action work)
    {
        if (Record.Parts.ContainsKey(part))
            return;
        Again(part, work);
    }

    /// <summary>Does a part, also if an earlier start did.</summary>
    public void Again(string part, Action work)
    {
        (_part, _partBegin, _begun) = (part, _time.GetTimestamp(), 0);
        Report(0);
        work();
        // A part that was taken up again took what it had taken before, too: that is the time since the parts before it.
        double took = Record.Parts.ContainsKey(part) ? _time.GetElapsedTime(_partBegin).TotalSeconds : Spent.TotalSeconds - Record.Parts.Values.Sum();
        Save(r => With(r, part, Math.Max(0, took)));
    }

    private static DefenseRecord With(DefenseRecord record, string part, double seconds) =>
        record with { Parts = new Dictionary<string, double>(record.Parts) { [part] = seconds } };

    /// <summary>Changes the record and writes it.</summary>
    public void Save(Func<DefenseRecord, DefenseRecord> change)
    {
        Record = change(Record) with { SpentSeconds = Spent.TotalSeconds };
        Record.Save(_folder.Files.Record);
    }

    /// <inheritdoc/>
    public void OnStart(RunStart run)
    {
        _run = run;
        _begun = Done(run.FirstEpoch - 1);
    }

    /// <inheritdoc/>
    public void OnStep(StepReport step) => Report(Done(step.Epoch - 1, step.Steps == 0 ? 0 : (double)step.Step / step.Steps));

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch)
    {
        Save(r => r);
        if (Report(Done(epoch.Epoch)) is { Left: { } left } progress)
            _note($"The whole: {progress.Done:0 %} done, about {Duration.Text(left)} left.");
    }

    private DefenseProgress Report(double done)
    {
        DefenseProgress progress = Timeline?.At(_part, _begun, done, _time.GetElapsedTime(_partBegin).TotalSeconds) ?? new DefenseProgress(_part, 0, null);
        _progress?.Report(progress);
        return progress;
    }

    // The share of the stage that is done after some epochs, and a part of the next one.
    private double Done(int epochs, double part = 0)
    {
        double all = WorkOf(_run.Epochs);
        return all <= 0 ? 1 : (WorkOf(epochs) + part * (WorkOf(epochs + 1) - WorkOf(epochs))) / all;
    }

    private double WorkOf(int epochs)
    {
        if (_run.Phases.Count == 0)
            return epochs;
        double work = 0;
        foreach (RunPhase phase in _run.Phases)
        {
            int inside = Math.Min(epochs, phase.Epochs);
            (work, epochs) = (work + inside * phase.Work, epochs - inside);
        }
        return work;
    }
}
