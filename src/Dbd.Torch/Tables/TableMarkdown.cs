using System.Text;

using Dbd.Reports;

namespace Dbd.Torch.Tables;

/// <summary>A table of results in the form of the reference's README, and below it what it took and every run of it.</summary>
public static class TableMarkdown
{
    private const int MostAttacksInColumns = 4;

    /// <summary>Renders what is done until now.</summary>
    /// <param name="results">The results.</param>
    /// <returns>Markdown.</returns>
    public static string Render(TableResults results)
    {
        StringBuilder text = new();
        text.Append(Accuracies(results)).Append('\n').Append(Legend(results)).Append("\n\n");
        if (!IsByMethod(results) && TableInputs.Render(results.Plan.Spec) is { Length: > 0 } inputs)
            text.Append(inputs).Append('\n');
        if (TableMeasures.Render(results) is { Length: > 0 } measures)
            text.Append(measures).Append('\n');
        text.Append(Costs(results));
        foreach (CellResult failed in results.Cells.Where(c => !c.IsDone && c.Failure is not null))
            text.Append($"\nFailed: {failed.Cell}: {failed.Failure}\n");
        if (results.Cells.Any(c => c.IsDone))
            text.Append('\n').Append(Runs(results));
        return text.ToString();
    }

    // A row a method, as in the reference's README; with many attacks, a row an attack.
    private static bool IsByMethod(TableResults results) => results.Plan.Spec.Attacks.Count <= MostAttacksInColumns;

    private static string Accuracies(TableResults results)
    {
        TableSpec spec = results.Plan.Spec;
        return IsByMethod(results)
            ? Accuracies("Method", spec.Attacks.Select(a => a.Name), e => RowName(e.Setting, e.Method), results, TableInputs.Of(spec))
            : Accuracies("Attack", spec.Methods.Select(m => m.Name), e => RowName(e.Setting, e.Attack), results, inputs: null);
    }

    private static string Accuracies(
        string rows, IEnumerable<string> columns, Func<TableEntry, string> rowOf, TableResults results,
        IReadOnlyDictionary<string, string>? inputs)
    {
        return MarkdownTable.Render(
            [rows, .. columns.SelectMany(c => (string[])[$"{c} BA", $"{c} ASR"]), .. Last(_ => TableInputs.Column)],
            [.. results.Entries.GroupBy(rowOf).Select(row => (IReadOnlyList<string>)[
                row.Key,
                .. row.SelectMany(e => (string[])[Over(e, c => c.BenignAccuracy), Over(e, c => c.AttackSuccessRate)]),
                .. Last(known => known[row.First().Method])])]);

        string[] Last(Func<IReadOnlyDictionary<string, string>, string> cell) => inputs is null ? [] : [cell(inputs)];
    }

    private static string Legend(TableResults results)
    {
        int done = results.Cells.Count(c => c.IsDone);
        IReadOnlyList<int> seeds = results.Plan.Spec.Seeds;
        bool whole = done == results.Cells.Count;
        string over = seeds.Count == 1
            ? $"seed {seeds[0]}"
            : $"mean ± standard deviation over {(whole ? "" : "what is done of ")}seeds {string.Join(", ", seeds)}";
        string open = whole ? "" : $" {done} of {results.Cells.Count} cells are done.";
        return $"Percent, after the last epoch; {over}.{open}";
    }

    private static string Costs(TableResults results) => MarkdownTable.Render(
        ["Method and attack", "seeds", "epochs", "minutes", "poisoned among credible"],
        [
            .. results.Entries.Select(e => (IReadOnlyList<string>)[
                RowName(e),
                $"{e.Done.Count}",
                string.Join(" + ", e.Seeds[0].Cell.Runs.Select(r => r.Epochs)),
                Over(e, c => c.Minutes),
                CredibleOf(e)]),
            .. Machines(results).Select(m => (IReadOnlyList<string>)[$"Machine: {m}", "", "", "", ""]),
        ]);

    private static string Runs(TableResults results) => MarkdownTable.Render(
        ["Cell", "BA", "ASR", "minutes", "runs"],
        [.. results.Cells.Where(c => c.IsDone).Select(c => (IReadOnlyList<string>)[
            c.Cell.ToString(), $"{c.BenignAccuracy:0.00}", $"{c.AttackSuccessRate:0.00}", $"{c.Minutes:0.0}",
            string.Join(", ", c.Cell.Runs.Select(r => r.Name))])]);

    private static IEnumerable<string> Machines(TableResults results) => results.Cells
        .SelectMany(c => c.Records).Select(r => r.Machine).Where(m => m.Length > 0).Distinct(StringComparer.Ordinal);

    private static string CredibleOf(TableEntry entry) =>
        entry.Done.Select(c => c.Credible).OfType<(double Samples, double Poisoned)>().ToArray() is { Length: > 0 } known
            ? $"{known.Average(c => c.Poisoned):0} of {known.Average(c => c.Samples):0}"
            : "-";

    internal static string Over(TableEntry entry, Func<CellResult, double> value) => entry.Over(value)?.ToString() ?? "-";

    internal static string RowName(TableEntry entry) => $"{RowName(entry.Setting, entry.Method)}, {entry.Attack}";

    private static string RowName(string setting, string method) => setting.Length == 0 ? method : $"{setting}: {method}";
}
