namespace Dbd.Reports.Charts;

/// <summary>A picture of percentages over epochs, as SVG that any browser shows.</summary>
internal static class CurvePlot
{
    /// <summary>Draws series.</summary>
    /// <param name="title">Above the picture.</param>
    /// <param name="yLabel">Beside the vertical axis, percent.</param>
    /// <param name="series">A line each: epochs, from 1, and percentages. Every other one is dashed.</param>
    /// <returns>An SVG document.</returns>
    public static string Render(string title, string yLabel, IReadOnlyList<PlotSeries> series)
    {
        double epochs = series.SelectMany(s => s.Points).Select(p => p.X).DefaultIfEmpty(1).Max();
        SvgChart chart = new(title, "epoch", yLabel, epochs, series.Count);
        for (int i = 0; i < series.Count; i++)
        {
            chart.Append(Line(series[i].Points.Select(p => chart.At(p.X, p.Y)), i));
            (double x, double y) = chart.Legend(i, series[i].Name);
            chart.Append(Line([(x - 10, y), (x + 8, y)], i));
        }
        return chart.Document();
    }

    private static string Line(IEnumerable<(double X, double Y)> points, int series)
    {
        string path = string.Join(' ', points.Select(p => $"{SvgChart.Number(p.X)},{SvgChart.Number(p.Y)}"));
        string dashes = series % 2 == 0 ? "" : " stroke-dasharray=\"5 3\"";
        return $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{SvgChart.Colour(series / 2)}\" stroke-width=\"2\"{dashes}/>";
    }
}
