using Dbd.Runs;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defenses;

/// <summary>Keeps the record of a defense while it works: what each part took, and how far the whole is. It observes the stages. Of several
/// processes the first one's clock counts: it writes the record, and tells it to all.</summary>
internal sealed class DefenseJournal : IRunKeeper
{
    private readonly DefenseFolder _folder;
    private readonly TimeProvider _time;
    private readonly IProgress<DefenseProgress>? _progress;
    private readonly long _begin;
    private readonly IProcessGroup _group;
    private readonly double _spentBefore;
    private readonly Pace _pace = new();

    private string _part = "";

    /// <summary>Goes on with a record.</summary>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="record">The record, new or of an earlier start.</param>
    /// <param name="progress">Is told how far the whole is; may be null.</param>
    /// <param name="time">The clock.</param>
    /// <param name="begin">When this start began, by that clock.</param>
    /// <param name="group">The processes that train together; null is this one alone.</param>
    public DefenseJournal(
        DefenseFolder folder, DefenseRecord record, IProgress<DefenseProgress>? progress, TimeProvider time, long begin,
        IProcessGroup? group = null)
    {
        _group = group ?? Alone.Instance;
        (_folder, _progress, _time) = (folder, progress, time);
        (_begin, _spentBefore) = (begin, record.SpentSeconds);
        // Each start reads the data again; that belongs to no other part.
        Record = With(
            record, DefensePart.Reading, record.Parts.GetValueOrDefault(DefensePart.Reading) + time.GetElapsedTime(begin).TotalSeconds);
    }

    /// <summary>The record as it is now.</summary>
    public DefenseRecord Record { get; private set; }

    /// <summary>The plan that holds now; null before there is one.</summary>
    public DefensePlan? Plan => Record.LastPlan ?? Record.Plan;

    /// <summary>Time until the end, all parts together; null before that is planned.</summary>
    public TimeSpan? Left => _pace.WholeLeft;

    /// <summary>How long the defense has worked.</summary>
    public TimeSpan Spent => TimeSpan.FromSeconds(_spentBefore) + _time.GetElapsedTime(_begin);

    /// <summary>Trains a part, unless an earlier start did, and remembers what it took.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="work">Trains; it tells this journal.</param>
    public void Do(string part, Action work)
    {
        if (!Record.Parts.ContainsKey(part))
            Remember(part, work);
    }

    /// <summary>Does a part that trains nothing, also if an earlier start did.</summary>
    public void Again(string part, Action work)
    {
        _pace.OnStart(new RunStart(part, 1, 1));
        long begin = _time.GetTimestamp();
        Remember(part, work);
        _pace.OnEpoch(new EpochReport(1, 1, 0, _time.GetElapsedTime(begin), []));
    }

    private void Remember(string part, Action work)
    {
        _part = part;
        long begin = _time.GetTimestamp();
        Report();
        work();
        // A part that was taken up again took what it had taken before, too: that is the time since the parts before it.
        double took = Record.Parts.ContainsKey(part)
            ? _time.GetElapsedTime(begin).TotalSeconds
            : Spent.TotalSeconds - Record.Parts.Values.Sum();
        Save(r => With(r, part, Math.Max(0, took)));
    }

    private static DefenseRecord With(DefenseRecord record, string part, double seconds) =>
        record with { Parts = new Dictionary<string, double>(record.Parts) { [part] = seconds } };

    /// <summary>Changes the record and writes it.</summary>
    /// <param name="change">Called by the first process only.</param>
    public void Save(Func<DefenseRecord, DefenseRecord> change) => Record = Announcement.Of(_group, () => Written(change(Record)));

    /// <inheritdoc/>
    public void OnPlan(RunPlan plan) => _pace.OnPlan(plan);

    /// <inheritdoc/>
    public void OnStart(RunStart run)
    {
        _pace.OnStart(run);
        // What was there is moved aside by now.
        if (Record.Anew.Contains(_part))
            WriteAlone(r => r with { Anew = [.. r.Anew.Where(part => part != _part)] });
    }

    /// <inheritdoc/>
    public void OnStep(StepReport step)
    {
        _pace.OnStep(step);
        Report();
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch)
    {
        _pace.OnEpoch(epoch);
        WriteAlone(r => r);
        Report();
    }

    /// <summary>A part's stage, from scratch where it begins anew.</summary>
    public StageRequest Begun(string part, StageRequest stage) =>
        Record.Anew.Contains(part) ? stage with { Resume = StageRequest.FromScratch } : stage;

    // In the midst of a stage, of which only the first process tells: nobody waits for what it says.
    private void WriteAlone(Func<DefenseRecord, DefenseRecord> change)
    {
        if (_group.Rank == 0)
            Record = Written(change(Record));
    }

    private DefenseRecord Written(DefenseRecord record)
    {
        DefenseRecord now = record with { SpentSeconds = Spent.TotalSeconds };
        now.Save(_folder.Files.Record);
        return now;
    }

    private void Report() => _progress?.Report(new DefenseProgress(_part, _pace.Done, _pace.WholeLeft));
}
