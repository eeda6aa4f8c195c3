using Dbd.Reports.Html;

using Xunit;

namespace Dbd.Tests.Reports.Html;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(0, 100, 4, 0, "0 50 100")]
    [InlineData(0, 100, 5, 0, "0 20 40 60 80 100")]
    [InlineData(1, 7, 6, 1, "1 2 3 4 5 6 7")]
    [InlineData(1, 2, 6, 1, "1 2")]
    [InlineData(0, 0.037, 4, 0, "0 0.01 0.02 0.03")]
    [InlineData(3, 3, 4, 1, "3")]
    public void Ticks_are_round(double from, double to, int count, double least, string expected) =>
        Assert.Equal(expected, string.Join(' ', new Scale(from, to, 0, 1).Ticks(count, least).Select(t => t.ToString("0.##"))));

    [Fact]
    public void Values_are_placed_in_proportion()
    {
        Scale scale = new(10, 20, 200, 100);
        Assert.Equal([200, 150, 100], new[] { 10.0, 15, 20 }.Select(v => scale[v]));
    }
}
