namespace Dbd.Reports.Charts;

/// <summary>A picture of points between 0 and 100 percent, as SVG that any browser shows.</summary>
internal static class ScatterPlot
{
    /// <summary>Draws series.</summary>
    /// <param name="title">Above the picture.</param>
    /// <param name="xLabel">Below the horizontal axis, percent.</param>
    /// <param name="yLabel">Beside the vertical axis, percent.</param>
    /// <param name="series">Each gets a colour and a shape.</param>
    /// <returns>An SVG document.</returns>
    public static string Render(string title, string xLabel, string yLabel, IReadOnlyList<PlotSeries> series)
    {
        SvgChart chart = new(title, xLabel, yLabel, xMax: 100, series.Count);
        for (int i = 0; i < series.Count; i++)
        {
            foreach ((double x, double y) in series[i].Points)
                chart.Append(Mark(chart.At(x, y), i));
            chart.Append(Mark(chart.Legend(i, series[i].Name), i));
        }
        return chart.Document();
    }

    // Circles, squares, triangles in turn; filled first, then open.
    private static string Mark((double X, double Y) at, int series)
    {
        string colour = SvgChart.Colour(series);
        string style = series / 3 % 2 == 0 ? $"fill=\"{colour}\"" : $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"";
        return (series % 3) switch
        {
            0 => $"<circle cx=\"{SvgChart.Number(at.X)}\" cy=\"{SvgChart.Number(at.Y)}\" r=\"5\" {style}/>",
            1 => $"<rect x=\"{SvgChart.Number(at.X - 4.5)}\" y=\"{SvgChart.Number(at.Y - 4.5)}\" width=\"9\" height=\"9\" {style}/>",
            _ => $"<path d=\"M{SvgChart.Number(at.X)} {SvgChart.Number(at.Y - 6)}l6 10h-12z\" {style}/>",
        };
    }
}
