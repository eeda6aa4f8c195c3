using Dbd.Runs;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Training;

public sealed class EpochMeterTests
{
    [Fact]
    public void Means_are_over_samples_however_they_fall_into_batches()
    {
        using EpochMeter meter = new("g", ["loss", "acc"], Compute.OnCpu);
        meter.Add(Step([10, 3], [4, 4]));
        meter.Add(Step([10, 3], [4, 4]));
        meter.Add(Step([1, 1], [1, 1]));
        Assert.Equal(new MetricGroup("g", [new("loss", 21.0 / 9), new("acc", 7.0 / 9)]).Readings, meter.Read().Readings);
    }

    [Fact]
    public void A_mean_over_no_samples_is_no_number()
    {
        using EpochMeter meter = new("g", ["loss", "poison loss"], Compute.OnCpu);
        meter.Add(Step([1, 0], [2, 0]));
        Assert.Equal(double.NaN, meter.Read()["poison loss"]);
    }

    // Added in float32, 2^24 + 1 would be lost.
    [Fact]
    public void Sums_are_kept_in_float64()
    {
        using EpochMeter meter = new("g", ["loss"], Compute.OnCpu);
        meter.Add(Step([1 << 24], [1]));
        meter.Add(Step([1], [0]));
        Assert.Equal((1 << 24) + 1, meter.Read()["loss"]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_loss_that_is_not_finite_means_that_training_diverged(float loss)
    {
        using EpochMeter meter = new("g", ["loss"], Compute.OnCpu);
        meter.Add(Step([loss], [1]));
        DbdException e = Assert.Throws<DbdException>(meter.Read);
        Assert.Equal(1, e.ExitCode);
        Assert.Contains("optimizer.*.lr", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_leaves_no_tensor()
    {
        using EpochMeter meter = new("g", ["loss"], Compute.OnCpu);
        TensorLeaks.None(() => meter.Read());
    }

    private static StepResult Step(float[] sums, float[] counts) => new(zeros(1), tensor(sums), tensor(counts));
}
