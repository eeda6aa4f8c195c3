using Dbd.Reports;

namespace Dbd.ResultTables;

/// <summary>Further attacks, one seed: what is done until now, a row an attack.</summary>
internal static class AttackTables
{
    /// <summary>How each stands against each method; the last column is of the defenses that judge samples, in their order.</summary>
    public static string Render(Records records)
    {
        TableRecord table = records.Table("cpu/attacks");
        string[] methods = [.. table.Cells.Select(c => c.Method).Distinct()];
        return MarkdownTable.Render(
            ["BA / ASR / target recall, percent", .. methods, "poisoned among the credible"],
            [
                .. table.Cells.GroupBy(c => c.Attack).Where(cells => cells.Any(c => c.Ba is not null)).Select(cells => (string[])[
                    cells.Key,
                    .. cells.Select(Figures),
                    string.Join(", ", cells.Where(c => c.Ba is not null).Select(c => Text.Credible(table.Last(c).Done[^1])).Where(t => t != "-"))]),
            ]);
    }

    private static string Figures(CellRecord cell) =>
        cell.Ba is null ? "-" : $"{Text.Pair(cell.Ba, cell.Asr)} / {Text.Two(cell.TargetRecall)}";
}
