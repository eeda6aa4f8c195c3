using System.Xml.Linq;

using Dbd.Reports.Charts;

using Xunit;

namespace Dbd.Tests.Reports.Charts;

public sealed class ScatterPlotTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_hundred_percent_is_the_upper_right_corner_and_nothing_the_lower_left()
    {
        (double X, double Y)[] points = [.. Circles([new PlotSeries("a", [(0, 0), (100, 100), (50, 25)])])];
        Assert.Equal((points[1].X - points[0].X) / 2, points[2].X - points[0].X);
        Assert.Equal((points[0].Y - points[1].Y) / 4, points[0].Y - points[2].Y);
        Assert.True(points[1].X > points[0].X && points[1].Y < points[0].Y);
    }

    [Fact]
    public void Names_are_text_whatever_they_hold()
    {
        string svg = ScatterPlot.Render("<t>", "x & y", "\"", [new PlotSeries("a < b & c", [(1, 2)])]);
        Assert.Contains("a < b & c", XDocument.Parse(svg).Descendants(s_svg + "text").Select(t => t.Value));
    }

    [Fact]
    public void Many_series_differ_in_colour_or_shape()
    {
        PlotSeries[] series = [.. Enumerable.Range(0, 20).Select(i => new PlotSeries($"s{i}", [(50, 50)]))];
        XElement[] marks = [.. XDocument.Parse(ScatterPlot.Render("t", "x", "y", series)).Root!.Elements().Where(IsMark)];
        // Each series has a mark for its point and one in the legend.
        Assert.Equal(40, marks.Length);
        Assert.Equal(20, marks.Where((_, i) => i % 2 == 0).Select(m => m.ToString()).Distinct().Count());
    }

    private static bool IsMark(XElement element) => element.Name.LocalName switch
    {
        "circle" => true,
        "rect" => element.Attribute("width")!.Value == "9",
        "path" => element.Attribute("stroke")?.Value != "#dddddd",
        _ => false,
    };

    private static IEnumerable<(double X, double Y)> Circles(PlotSeries[] series) =>
        XDocument.Parse(ScatterPlot.Render("t", "x", "y", series)).Descendants(s_svg + "circle")
            .Select(c => (double.Parse(c.Attribute("cx")!.Value), double.Parse(c.Attribute("cy")!.Value)));
}
