using Dbd.Reports.Console;

using Xunit;

namespace Dbd.Tests.Reports.Console;

public sealed class SparklineTests
{
    [Fact]
    public void Heights_follow_the_values() =>
        Assert.Equal("▁▂▃▄▅▆▇█", Sparkline.Of([0, 0.13, 0.26, 0.4, 0.5, 0.7, 0.8, 1], 8, 0, 1));

    [Fact]
    public void The_last_values_are_shown() => Assert.Equal("▅█", Sparkline.Of([0, 0, 0.5, 1], 2, 0, 1));

    [Fact]
    public void Without_limits_the_least_is_lowest_and_the_greatest_highest() => Assert.Equal("█▅▁", Sparkline.Of([3, 2, 1], 10));

    [Theory]
    [InlineData(double.NaN, "▁ █")]
    [InlineData(double.PositiveInfinity, "▁ █")]
    [InlineData(7.0, "▁██")]
    [InlineData(-7.0, "▁▁█")]
    public void What_is_no_height_leaves_a_gap_or_stays_at_the_border(double value, string drawn) =>
        Assert.Equal(drawn, Sparkline.Of([0, value, 1], 3, 0, 1));

    [Fact]
    public void Equal_values_and_none_are_drawn_too()
    {
        Assert.Equal("▁▁", Sparkline.Of([2, 2], 5));
        Assert.Equal("", Sparkline.Of([], 5));
    }
}
