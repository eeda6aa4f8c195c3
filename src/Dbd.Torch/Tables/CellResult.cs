using Dbd.Runs;

namespace Dbd.Torch.Tables;

/// <summary>What a cell has reached.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Records">What each of its runs has reached, in order.</param>
public sealed record CellResult(TableCell Cell, IReadOnlyList<RunRecord> Records)
{
    /// <summary>Whether all its runs are complete.</summary>
    public bool IsDone => Cell.Runs.Zip(Records).All(r => r.Second.Done.Count >= r.First.Epochs);

    /// <summary>Why it failed, or cannot be gone on with, if so.</summary>
    public string? Failure => Records.Select(r => r.Damage ?? r.Failure).FirstOrDefault(f => f is not null);

    /// <summary>BA in percent, after the last epoch.</summary>
    public double BenignAccuracy => 100 * Last?.BenignAccuracy ?? double.NaN;

    /// <summary>ASR in percent, after the last epoch.</summary>
    public double AttackSuccessRate => 100 * Last?.AttackSuccessRate ?? double.NaN;

    /// <summary>RA in percent, after the last epoch; NaN where it was not measured.</summary>
    public double RobustAccuracy => 100 * Last?.RobustAccuracy ?? double.NaN;

    /// <summary>Recall of the target class in percent, after the last epoch; NaN where it was not measured, or the attack has no one
    /// target.</summary>
    public double TargetRecall => 100 * Last?.TargetRecall ?? double.NaN;

    /// <summary>How many samples were credible in the last epoch, and how many of them poisoned; null where nothing is split.</summary>
    public (double Samples, double Poisoned)? Credible =>
        Credibles(ReadingName.Samples) is { } samples && Credibles(ReadingName.Poisoned) is { } poisoned ? (samples, poisoned) : null;

    /// <summary>What its epochs took, in minutes, also those of runs that it shares; NaN where that of one was not recorded.</summary>
    public double Minutes =>
        Records.Any(r => r.Done.Any(e => e.Seconds == 0)) ? double.NaN : Records.Sum(r => r.Done.Sum(e => e.Seconds)) / 60;

    /// <summary>How far its runs are.</summary>
    public string Progress => string.Join(", ", Cell.Runs.Zip(Records, (run, record) => $"{run.Stage} {record.Done.Count}/{run.Epochs}"));

    private EpochRecord? Last => Records[^1].Last;

    private double? Credibles(string reading) => Last?.Of(new(GroupName.Credible, reading));
}
