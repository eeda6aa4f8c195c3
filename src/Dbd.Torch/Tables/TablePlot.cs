using Dbd.Reports.Charts;
using Dbd.Runs;

namespace Dbd.Torch.Tables;

/// <summary>Pictures of a table of results.</summary>
internal static class TablePlot
{
    /// <summary>BA against ASR, a point a cell that is done: a good defense lies in the upper left corner.</summary>
    /// <param name="results">The results.</param>
    /// <returns>SVG.</returns>
    public static string Accuracies(TableResults results) => ScatterPlot.Render(
        $"{results.Plan.Name}: BA against ASR", "ASR, percent", "BA, percent",
        [
            .. results.Entries.Select(e => new PlotSeries(NameOf(e), Points(e))).Where(s => s.Points.Count > 0),
        ]);

    private static (double X, double Y)[] Points(TableEntry entry) =>
    [
        .. entry.Done.Select(c => (c.AttackSuccessRate, c.BenignAccuracy))
            .Where(p => double.IsFinite(p.AttackSuccessRate + p.BenignAccuracy)),
    ];

    /// <summary>BA and ASR after each epoch of each method's last stage, for the first seed that is done; it says which.</summary>
    /// <param name="results">The results.</param>
    /// <returns>SVG.</returns>
    public static string Curves(TableResults results) => CurvePlot.Render(
        $"{results.Plan.Name}: BA and ASR by epoch of the last stage{Seeds(results)}", "percent",
        [
            .. results.Entries.Where(e => e.Done.Count > 0).SelectMany(e => (PlotSeries[])
            [
                new PlotSeries($"{NameOf(e)}{SeedOf(e, results)}, BA", Curve(e.Done[0], epoch => epoch.BenignAccuracy)),
                new PlotSeries($"{NameOf(e)}{SeedOf(e, results)}, ASR", Curve(e.Done[0], epoch => epoch.AttackSuccessRate)),
            ]).Where(s => s.Points.Count > 0),
        ]);

    // One for all of them stands above; where they differ, each says its own.
    private static string Seeds(TableResults results) => ShownSeeds(results) is [var one] ? $", seed {one}" : "";

    private static string SeedOf(TableEntry entry, TableResults results) =>
        ShownSeeds(results).Length > 1 ? $", seed {entry.Done[0].Cell.Seed}" : "";

    private static int[] ShownSeeds(TableResults results) =>
        [.. results.Entries.Where(e => e.Done.Count > 0).Select(e => e.Done[0].Cell.Seed).Distinct()];

    private static (double Epoch, double Percent)[] Curve(CellResult cell, Func<EpochRecord, double?> rate) =>
    [
        .. from epoch in cell.Records[^1].Done.Index()
           let share = rate(epoch.Item)
           where share is not null
           select (epoch.Index + 1.0, share.Value * 100),
    ];

    private static string NameOf(TableEntry entry) =>
        string.Join(", ", new[] { entry.Setting, entry.Method, entry.Attack }.Where(p => p.Length > 0));
}
