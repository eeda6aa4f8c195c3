using Dbd.Reports;

namespace Dbd.ResultTables;

/// <summary>Tables of one seed, a row a setting or a method.</summary>
internal static class SettingTables
{
    /// <summary>Other poison ratios, target labels, data and precision.</summary>
    public static string Edges(Records records)
    {
        TableRecord table = records.Table("cpu/edges");
        return MarkdownTable.Render(
            ["BA / ASR, percent", "No Defense", "DBD", "poisoned among the credible"],
            [.. table.Cells.GroupBy(c => c.Setting).Select(cells => (string[])[
                cells.Key,
                .. cells.Select(c => Text.Pair(c.Ba, c.Asr)),
                Text.Credible(table.Last(cells.Last()).Done[^1])])]);
    }

    /// <summary>No Defense, trained longer where the attack needs time.</summary>
    public static string Longer(Records records)
    {
        TableRecord table = records.Table("cpu/longer");
        return MarkdownTable.Render(
            ["No Defense, longer", "BA", "ASR", "minutes"],
            [.. table.Cells.Select(c => (string[])[c.Setting, Text.Two(c.Ba), Text.Two(c.Asr), Text.One(table.Minutes(c))])]);
    }

    /// <summary>The recipe with one thing changed a row.</summary>
    public static string Ablation(Records records)
    {
        TableRecord table = records.Table("cpu/ablation");
        return MarkdownTable.Render(
            ["Stage 3 of 6 x 400 iterations", "BA", "ASR", "poisoned among the credible"],
            [.. table.Cells.Select((c, i) => (string[])[
                i == 0 ? "the recipe" : c.Method, Text.Two(c.Ba), Text.Two(c.Asr), Text.Credible(table.Last(c).Done[^1])])]);
    }

    /// <summary>What was trained at the paper's width.</summary>
    public static string Gpu(Records records)
    {
        TableRecord table = records.Table("gpu/table");
        EpochRecord clean = records.Run("gpu/clean-model-14-epochs").Done[^1];
        return MarkdownTable.Render(
            ["BadNets, seed 100, width 64, bf16", "BA", "ASR", "poisoned among the credible"],
            [
                .. table.Cells.Where(c => c.Ba is not null).OrderByDescending(c => c.Method, StringComparer.Ordinal).Select(c => (string[])[
                    c.Method, Text.Two(c.Ba), Text.Two(c.Asr), Text.Credible(table.Last(c).Done[^1])]),
                [
                    "Trained on clean data, 14 epochs",
                    Text.Two(Text.Percent(clean, "clean_test")), Text.Two(Text.Percent(clean, "poison_test")), "-",
                ],
            ]);
    }
}
