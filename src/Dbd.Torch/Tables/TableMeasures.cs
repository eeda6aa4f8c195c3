using Dbd.Reports;

namespace Dbd.Torch.Tables;

/// <summary>What tells more of a model than BA and ASR, a row a method and attack.</summary>
internal static class TableMeasures
{
    /// <summary>Renders the columns that are known of any row, and below what they mean.</summary>
    /// <returns>Markdown; empty where none is.</returns>
    public static string Render(TableResults results)
    {
        (string Name, Func<CellResult, double> Of, string Meaning)[] all =
        [
            ("RA", c => c.RobustAccuracy, "RA: with the trigger, predicted as their true label."),
            ("target recall", c => c.TargetRecall, "Target recall: clean images of the target label that are found."),
            ("ASR above clean", results.AttackSuccessAboveClean,
                "ASR above clean: points above the ASR of a model trained on clean data."),
        ];
        (string Name, Func<CellResult, double> Of, string Meaning)[] known =
            [.. all.Where(m => results.Entries.Any(e => e.Over(m.Of) is not null))];
        if (known.Length == 0)
            return "";
        string table = MarkdownTable.Render(
            ["Method and attack", .. known.Select(m => m.Name)],
            [.. results.Entries.Where(e => known.Any(m => e.Over(m.Of) is not null)).Select(e => (IReadOnlyList<string>)[
                TableMarkdown.RowName(e), .. known.Select(m => TableMarkdown.Over(e, m.Of))])]);
        return $"{table}\n{string.Join(' ', known.Select(m => m.Meaning))}\n";
    }
}
