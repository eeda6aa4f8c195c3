using System.Xml.Linq;

using Dbd.Reports.Charts;

using Xunit;

namespace Dbd.Tests.Reports.Charts;

public sealed class CurvePlotTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_last_epoch_lies_at_the_right_edge_and_a_hundred_percent_at_the_top()
    {
        double[] numbers =
        [
            .. Lines([new PlotSeries("a", [(1, 50), (4, 100)])])[0].Attribute("points")!.Value.Split(' ', ',').Select(double.Parse),
        ];
        Assert.Equal([160, 240, 460, 40], numbers);
    }

    [Fact]
    public void Every_line_has_one_in_the_legend_of_the_same_look()
    {
        XElement[] lines = Lines([.. Enumerable.Range(0, 6).Select(i => new PlotSeries($"s{i}", [(1, i), (2, i)]))]);
        Assert.Equal(12, lines.Length);
        Assert.All(lines.Chunk(2), pair => Assert.Equal(Look(pair[0]), Look(pair[1])));
        Assert.Equal(6, lines.Select(Look).Distinct().Count());
    }

    [Fact]
    public void Without_series_there_are_axes_only() => Assert.Empty(Lines([]));

    private static string Look(XElement line) => $"{line.Attribute("stroke")} {line.Attribute("stroke-dasharray")}";

    private static XElement[] Lines(PlotSeries[] series) =>
        [.. XDocument.Parse(CurvePlot.Render("t", "y", series)).Descendants(s_svg + "polyline")];
}
