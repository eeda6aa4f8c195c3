namespace Dbd.Torch.Stages.Tables;

/// <summary>What a cell has reached.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Records">What each of its runs has reached, in order.</param>
public sealed record CellResult(TableCell Cell, IReadOnlyList<RunRecord> Records)
{
    /// <summary>Whether all its runs are complete.</summary>
    public bool IsDone => Cell.Runs.Zip(Records).All(r => r.Second.Done.Count >= r.First.Epochs);

    /// <summary>Why it failed, if it did.</summary>
    public string? Failure => Records.FirstOrDefault(r => r.Failure is not null)?.Failure;

    /// <summary>BA in percent, after the last epoch.</summary>
    public double BenignAccuracy => Last("clean_test", "acc") * 100 ?? double.NaN;

    /// <summary>ASR in percent, after the last epoch.</summary>
    public double AttackSuccessRate => Last("poison_test", "acc") * 100 ?? double.NaN;

    /// <summary>How many samples were credible in the last epoch, and how many of them poisoned; null where nothing is split.</summary>
    public (double Samples, double Poisoned)? Credible =>
        Last("credible", "samples") is { } samples && Last("credible", "poisoned") is { } poisoned ? (samples, poisoned) : null;

    /// <summary>What its epochs took, in minutes, also those of runs that it shares.</summary>
    public double Minutes => Records.Sum(r => r.Done.Sum(e => e.Seconds)) / 60;

    /// <summary>How far its runs are.</summary>
    public string Progress => string.Join(", ", Cell.Runs.Zip(Records, (run, record) => $"{run.Stage} {record.Done.Count}/{run.Epochs}"));

    private double? Last(string group, string reading) => Records[^1].Done is [.., { } last] ? last.Of(group, reading) : null;
}

/// <summary>The cells of one attack, method and setting: what the table shows of them.</summary>
/// <param name="Setting">The setting's name.</param>
/// <param name="Attack">The attack.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Seeds">Its cells, a seed each, done or not.</param>
public sealed record TableEntry(string Setting, string Attack, string Method, IReadOnlyList<CellResult> Seeds)
{
    /// <summary>The cells that are done.</summary>
    public IReadOnlyList<CellResult> Done { get; } = [.. Seeds.Where(c => c.IsDone)];
}

/// <summary>What a table has reached, read from its runs' folders.</summary>
/// <param name="Plan">The table.</param>
/// <param name="Cells">Its cells, in the plan's order.</param>
public sealed record TableResults(TablePlan Plan, IReadOnlyList<CellResult> Cells)
{
    /// <summary>The cells by attack, method and setting, in the order of the table's file.</summary>
    public IReadOnlyList<TableEntry> Entries { get; } =
    [
        .. Cells.GroupBy(c => (c.Cell.Setting, c.Cell.Attack, c.Cell.Method))
            .Select(g => new TableEntry(g.Key.Setting, g.Key.Attack, g.Key.Method, [.. g])),
    ];

    /// <summary>Reads what is there now.</summary>
    /// <param name="plan">The table.</param>
    /// <exception cref="DbdException">A record is damaged.</exception>
    public static TableResults Read(TablePlan plan) => new(plan,
        [.. plan.Cells.Select(cell => new CellResult(cell, [.. cell.Runs.Select(run => run.Record())]))]);
}

/// <summary>Mean and spread of one number over seeds.</summary>
/// <param name="Mean">The mean; NaN of none.</param>
/// <param name="Deviation">The sample's standard deviation; null of fewer than two.</param>
public readonly record struct Spread(double Mean, double? Deviation)
{
    /// <summary>Of some values.</summary>
    /// <param name="values">One a seed.</param>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Count == 0 ? double.NaN : values.Average();
        return new Spread(mean, values.Count < 2 ? null : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }

    /// <summary><c>92.50</c>, or <c>92.50 ± 0.31</c>; <c>-</c> of none.</summary>
    public override string ToString() =>
        double.IsNaN(Mean) ? "-" : Deviation is { } deviation ? $"{Mean:0.00} ± {deviation:0.00}" : $"{Mean:0.00}";
}
