using Dbd.Reporting;

namespace Dbd.Torch.Stages.Tables;

/// <summary>BA against ASR, a point a cell: a good defense lies in the upper left corner.</summary>
public static class TablePlot
{
    /// <summary>Draws what is done until now.</summary>
    /// <param name="results">The results.</param>
    /// <returns>SVG.</returns>
    public static string Render(TableResults results) => ScatterPlot.Render(
        $"{results.Plan.Name}: BA against ASR",
        "ASR, percent",
        "BA, percent",
        [
            .. results.Entries.Where(e => e.Done.Count > 0).Select(e => new ScatterSeries(
                string.Join(", ", new[] { e.Setting, e.Method, e.Attack }.Where(p => p.Length > 0)),
                [.. e.Done.Select(c => (c.AttackSuccessRate, c.BenignAccuracy))])),
        ]);
}
