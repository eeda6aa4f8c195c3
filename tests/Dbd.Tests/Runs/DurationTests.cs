using Dbd.Runs;

using Xunit;

namespace Dbd.Tests.Runs;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90, "1m30s")]
    [InlineData("30m", 1800, "30m")]
    [InlineData("2h", 7200, "2h")]
    [InlineData("1h30m", 5400, "1h30m")]
    [InlineData("1h1m1s", 3661, "1h1m1s")]
    public void Times_are_read_and_written(string text, int seconds, string written)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));
        Assert.Equal(written, Duration.Text(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0m")]
    [InlineData("30")]
    [InlineData("30 m")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("30m1h")]
    [InlineData("9999h")]
    [InlineData("2h\n")]
    public void What_is_no_time_is_none(string text) => Assert.Null(Duration.Parse(text));
}
