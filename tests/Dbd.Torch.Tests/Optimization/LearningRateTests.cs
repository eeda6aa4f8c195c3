using Dbd.Torch.Optimization.Schedules;

using Xunit;

namespace Dbd.Torch.Tests.Optimization;

public sealed class LearningRateTests
{
    private static readonly LearningRate s_oneCycle =
        new OneCycleOptions { Epochs = 10, PctStart = 0.4, DivFactor = 5, FinalDivFactor = 100 }.Create(2);

    [Theory]
    [InlineData(0, 0.4)]
    [InlineData(2, 1.2)]
    [InlineData(4, 2)]
    [InlineData(7, 1.002)]
    [InlineData(10, 0.004)]
    [InlineData(12, 0.004)]
    public void One_cycle_begins_low_is_highest_at_its_peak_and_ends_lowest(double epoch, double rate) =>
        Assert.Equal(rate, s_oneCycle(epoch), 1e-12);

    [Fact]
    public void One_cycle_only_rises_before_its_peak_and_only_falls_after_it()
    {
        double[] rates = [.. Enumerable.Range(0, 101).Select(i => s_oneCycle(i / 10.0))];
        Assert.Equal(rates[..41].Order(), rates[..41]);
        Assert.Equal(rates[40..].OrderDescending(), rates[40..]);
        Assert.Equal(101, rates.Distinct().Count());
    }

    [Fact]
    public void The_references_schedules_keep_their_rate_within_an_epoch()
    {
        LearningRate cosine = new CosineAnnealingOptions { TMax = 5 }.Create(0.1);
        LearningRate steps = new MultiStepOptions { Milestones = [2] }.Create(0.1);
        foreach (LearningRate rate in (LearningRate[])[cosine, steps])
        {
            Assert.Equal([rate(1), rate(1)], [rate(1.25), rate(1.999)]);
            Assert.NotEqual(rate(1.999), rate(2));
        }
    }
}
