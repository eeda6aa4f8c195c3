using Dbd.Reports;

namespace Dbd.ResultTables;

/// <summary>Further attacks, one seed: what is done until now, a row an attack.</summary>
internal static class AttackTables
{
    /// <summary>How each stands against No Defense and DBD.</summary>
    public static string Render(Records records)
    {
        TableRecord table = records.Table("cpu/attacks");
        return MarkdownTable.Render(
            ["BA / ASR, percent", "No Defense", "its target recall", "DBD", "its target recall", "poisoned among the credible"],
            [
                .. table.Cells.GroupBy(c => c.Attack).Where(cells => cells.Any(c => c.Ba is not null)).Select(cells => (string[])[
                    cells.Key,
                    .. cells.SelectMany(c => (string[])[Pair(c), Text.Two(c.TargetRecall)]),
                    cells.Last() is { Ba: not null } dbd ? Text.Credible(table.Last(dbd).Done[^1]) : "-"]),
            ]);
    }

    private static string Pair(CellRecord cell) => cell.Ba is null ? "-" : Text.Pair(cell.Ba, cell.Asr);
}
