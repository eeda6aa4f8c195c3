using System.Text.RegularExpressions;
using System.Xml.Linq;

using Dbd.Reports.Html;

using Xunit;

namespace Dbd.Tests.Reports.Html;

public sealed class ChartTests
{
    [Fact]
    public void A_gap_in_a_curve_stays_a_gap()
    {
        XElement chart = XElement.Parse(LineChart.OfShares("BA", [new Line("BA", [0, double.NaN, 0.5, 1], 0, false)]).ToString());
        string path = (string)chart.Elements("path").First(p => (string)p.Attribute("class")! == "line k0").Attribute("d")!;
        Assert.Equal(
            ["M56 222", "M237.3 118", "L328 14"],
            Regex.Split(path, "(?=[ML])", RegexOptions.None, TimeSpan.FromSeconds(1)).Where(p => p.Length > 0));
    }

    [Fact]
    public void Names_at_the_ends_do_not_cover_each_other()
    {
        Line[] lines = [.. Enumerable.Range(0, 6).Select(i => new Line($"run {i}", [0.5, 0.99 + i * 0.001], i, false))];
        XElement chart = XElement.Parse(LineChart.OfShares("BA", lines).ToString());
        double[] places = [.. Names(chart).Select(t => (double)t.Attribute("y")!)];
        Assert.Equal(6, places.Length);
        Assert.All(places.Zip(places.Skip(1)), p => Assert.True(p.Second - p.First >= 13.9));
        Assert.All(places, p => Assert.InRange(p, 0, 260));
    }

    [Fact]
    public void One_epoch_shows_as_a_point()
    {
        XElement chart = XElement.Parse(LineChart.OfValues("loss", [new Line("loss", [2.5], 0, false)]).ToString());
        Assert.Contains(chart.Elements("path"), p =>
            (string)p.Attribute("class")! == "dot k0" && ((string)p.Attribute("d")!).EndsWith("h0", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_loss_is_in_a_bar()
    {
        int[] counts = Histogram.Counts([0, 0.5f, 1, 2, 2], 2);
        Assert.Equal(5, counts.Sum());
        Assert.Equal((1, 2), (counts[0], counts[^1]));
    }

    [Fact]
    public void A_map_keeps_the_shape_of_its_places_and_turns_up_upwards()
    {
        XElement map = XElement.Parse(MapChart.Draw(SampleReports.Run().Maps[0], ["cat", "dog"]).ToString());
        string[] paths = [.. map.Elements("path").Select(p => (string)p.Attribute("d")!)];
        // Height 3 fills 400 less two margins of 14; so each unit is 124.
        Assert.Equal(["M76 386h0", "M200 14m-3-3l6 6m0-6l-6 6", "M324 262h0", "", "M200 14m0-5l4.4 7.6h-8.8z"], paths);
    }

    private static IEnumerable<XElement> Names(XElement chart) =>
        chart.Elements("text").Where(t => ((string)t.Attribute("class")!).StartsWith("name", StringComparison.Ordinal));
}
