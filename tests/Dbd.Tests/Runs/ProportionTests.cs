using CsCheck;

using Dbd.Runs;

using Xunit;

namespace Dbd.Tests.Runs;

public sealed class ProportionTests
{
    // By SciPy: binomtest(300, 600).proportion_ci(method="wilson"), ..
    [Theory]
    [InlineData(0.5, 600, 0.460120, 0.539880)]
    [InlineData(0.0, 10, 0.0, 0.277533)]
    [InlineData(1.0, 10, 0.722467, 1.0)]
    [InlineData(0.9, 100, 0.825634, 0.944771)]
    public void The_interval_is_Wilson_s(double share, int count, double low, double high)
    {
        (double Low, double High) interval = Proportion.Interval(share, count);
        Assert.Equal(low, interval.Low, 6);
        Assert.Equal(high, interval.High, 6);
    }

    // What defines it: at its ends the share lies 1.96 standard deviations away.
    [Fact]
    public void At_its_ends_the_share_is_as_unlikely_as_it_may_be() =>
        Gen.Select(Gen.Int[1, 10_000], Gen.Double[0.01, 0.99]).Sample((count, share) =>
        {
            (double low, double high) = Proportion.Interval(share, count);
            return IsAnEnd(low) && IsAnEnd(high) && low < share && share < high;

            bool IsAnEnd(double end) => Math.Abs(Math.Abs(share - end) - 1.959964 * Math.Sqrt(end * (1 - end) / count)) < 1e-6;
        });

    [Fact]
    public void It_is_told_with_the_number_of_pictures() =>
        Assert.Equal("95 % interval 89.9 to 94.2 %, by 600 pictures", Proportion.Text(0.9233, 600));
}
