namespace Dbd.Reports.Html;

/// <summary>What is known of each class: a table of numbers, and which classes are taken for which.</summary>
internal static class ClassTables
{
    // A larger matrix is no longer read; then the greatest confusions are told instead.
    private const int LargestMatrix = 20;
    private const int ConfusionsTold = 30;

    /// <summary>A row a class; columns of which nothing is known are left out.</summary>
    public static Markup Counts(IReadOnlyList<ClassRow> classes, IReadOnlyList<string> names)
    {
        (string Name, Func<ClassRow, Markup> Cell, bool IsKnown)[] columns =
        [
            ("samples", c => Markup.Of($"<td>{c.Count}</td>"), true),
            ("credible", c => Share(c.Credible, c.Count), classes.Any(c => c.Credible is not null)),
            ("suspected", c => Share(c.Suspected, c.Count), classes.Any(c => c.Suspected is not null)),
            ("poisoned (known)", c => Share(c.Poisoned, c.Count), classes.Any(c => c.Poisoned is not null)),
            ("test accuracy", c => Bar(c.Accuracy, c.Accuracy?.ToString("0.0 %") ?? "–"), classes.Any(c => c.Accuracy is not null)),
        ];
        columns = [.. columns.Where(c => c.IsKnown)];
        return Markup.Of($"""
            <div class="scroll"><table class="classes">
            <thead><tr><th>label</th>{columns.Select(c => Markup.Of($"<th>{c.Name}</th>"))}</tr></thead>
            <tbody>{classes.Select((row, label) => Row(label, names[label], columns.Select(c => c.Cell(row))))}</tbody>
            </table></div>
            """);
    }

    private static Markup Row(int label, string name, IEnumerable<Markup> cells) =>
        Markup.Of($"""<tr><th scope="row"><span class="chip k{Palette.Of(label)}"></span>{name}</th>{cells}</tr>""");

    /// <summary>True labels against predicted ones.</summary>
    public static Markup Confusion(IReadOnlyList<IReadOnlyList<int>> counts, IReadOnlyList<string> names) =>
        names.Count <= LargestMatrix ? Matrix(counts, names) : GreatestConfusions(counts, names);

    private static Markup Matrix(IReadOnlyList<IReadOnlyList<int>> counts, IReadOnlyList<string> names) => Markup.Of($"""
        <div class="scroll"><table class="confusion">
        <thead><tr><th>true ↓ predicted →</th>{names.Select(n => Markup.Of($"<th><span>{n}</span></th>"))}</tr></thead>
        <tbody>{counts.Select((row, truth) => MatrixRow(row, truth, names[truth]))}</tbody>
        </table></div>
        """);

    private static Markup MatrixRow(IReadOnlyList<int> counts, int truth, string name)
    {
        int all = Math.Max(1, counts.Sum());
        return Markup.Of($"""<tr><th scope="row">{name}</th>{counts.Select((count, i) => Cell(count, all, i == truth))}</tr>""");
    }

    private static Markup Cell(int count, int all, bool isRight) => Markup.Of(
        $"""<td class="{(isRight ? "right" : "")}{(count == 0 ? " none" : "")}" """
        + $"""style="--v:{Math.Round(100.0 * count / all)}">{count}</td>""");

    private static Markup GreatestConfusions(IReadOnlyList<IReadOnlyList<int>> counts, IReadOnlyList<string> names)
    {
        IEnumerable<(int Truth, int Predicted, int Count)> confusions = counts
            .SelectMany((row, truth) => row.Select((count, predicted) => (Truth: truth, Predicted: predicted, Count: count)))
            .Where(c => c.Truth != c.Predicted && c.Count > 0)
            .OrderByDescending(c => c.Count)
            .Take(ConfusionsTold);
        return Markup.Of($"""
            <div class="scroll"><table>
            <thead><tr><th>true</th><th>predicted</th><th>test images</th></tr></thead>
            <tbody>{confusions.Select(c => Confused(names[c.Truth], names[c.Predicted], c.Count, counts[c.Truth].Sum()))}</tbody>
            </table></div>
            """);
    }

    private static Markup Confused(string truth, string predicted, int count, int all) =>
        Markup.Of($"""<tr><th scope="row">{truth}</th><td class="text">{predicted}</td><td>{count} of {all}</td></tr>""");

    private static Markup Share(int? part, int all) =>
        part is { } count
            ? Bar(all == 0 ? 0 : (double)count / all, $"{count}, {(all == 0 ? 0 : (double)count / all):0 %}")
            : Markup.Of($"<td>–</td>");

    private static Markup Bar(double? share, string text) =>
        Markup.Of($"""<td class="bar" style="--v:{Math.Round(100 * (share ?? 0))}">{text}</td>""");
}
