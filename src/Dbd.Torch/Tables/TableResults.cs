namespace Dbd.Torch.Tables;

/// <summary>The cells of one attack, method and setting: what the table shows of them.</summary>
/// <param name="Setting">The setting's name.</param>
/// <param name="Attack">The attack.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Seeds">Its cells, a seed each, done or not.</param>
public sealed record TableEntry(string Setting, string Attack, string Method, IReadOnlyList<CellResult> Seeds)
{
    /// <summary>The cells that are done.</summary>
    public IReadOnlyList<CellResult> Done { get; } = [.. Seeds.Where(c => c.IsDone)];

    /// <summary>Mean and spread of a number over its seeds that are done and have it; null where none has.</summary>
    /// <param name="value">The number; NaN where a cell has none.</param>
    public Spread? Over(Func<CellResult, double> value) =>
        Done.Select(value).Where(double.IsFinite).ToArray() is { Length: > 0 } known ? Spread.Of(known) : null;
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

    /// <summary>By how many points its ASR is above that of a model trained on clean data, which is ordinary confusion with the target
    /// label; NaN of such a model, and where the table has no such one that is done, of the same attack, setting and seed. Of several the
    /// method that stands first counts.</summary>
    /// <param name="cell">One of the cells.</param>
    public double AttackSuccessAboveClean(CellResult cell) => cell.Cell.IsOfCleanData
        ? double.NaN
        : cell.AttackSuccessRate - (Cells.FirstOrDefault(c => c.IsDone && IsCleanOf(c.Cell, cell.Cell))?.AttackSuccessRate ?? double.NaN);

    private static bool IsCleanOf(TableCell clean, TableCell cell) =>
        clean.IsOfCleanData && (clean.Setting, clean.Attack, clean.Seed) == (cell.Setting, cell.Attack, cell.Seed);

    /// <summary>Which records are damaged, and how, a sentence each. Their runs count as not done.</summary>
    public IReadOnlyList<string> Damages { get; } =
        [.. Cells.SelectMany(c => c.Records).Select(r => r.Damage).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Reads what is there now.</summary>
    /// <param name="plan">The table.</param>
    public static TableResults Read(TablePlan plan) => new(plan,
        [.. plan.Cells.Select(cell => new CellResult(cell, [.. cell.Runs.Select(run => run.Record())]))]);
}
