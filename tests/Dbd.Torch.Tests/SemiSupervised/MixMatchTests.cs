using Dbd.Runs;
using Dbd.Torch.Networks;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.SemiSupervised;
using Dbd.Torch.Tests.Training;

using Xunit;

namespace Dbd.Torch.Tests.SemiSupervised;

public sealed class MixMatchTests
{
    [Theory]
    [InlineData(1, 0, 0.0)]
    [InlineData(1, 4, 15 * 0.5 / 4)]
    [InlineData(3, 0, 15 * 2.0 / 4)]
    [InlineData(9, 3, 15.0)]
    public void Lambda_rises_with_the_fractional_epoch_and_then_stays(int epoch, int step, double lambda) =>
        Assert.Equal(lambda, Readings(epoch, step)["lambda_u"], 5);

    [Fact]
    public void The_loss_is_its_labeled_part_and_lambda_times_its_unlabeled_part()
    {
        MetricGroup readings = Readings(epoch: 3, step: 5);
        Assert.Equal(readings["xloss"] + readings["lambda_u"] * readings["uloss"], readings["loss"], 4);
        Assert.InRange(readings["xloss"], 0.1, 100);
        Assert.InRange(readings["uloss"], 1e-6, 1);
    }

    [Fact]
    public void Readings_are_means_over_steps()
    {
        using Classifier network = TinyData.Classifier();
        Assert.Equal(["loss", "xloss", "uloss", "lambda_u"], MixMatchSamples.Objective(network).Readings);
        using MixMatchBatch batch = MixMatchSamples.Batch(step: 2);
        Assert.Equal([1.0, 1, 1, 1], MixMatchSamples.Objective(network).Step(batch).Counts.Doubles());
    }

    [Fact]
    public void Another_step_or_epoch_mixes_otherwise()
    {
        Assert.NotEqual(Readings(1, 2)["xloss"], Readings(1, 3)["xloss"]);
        Assert.NotEqual(Readings(1, 2)["xloss"], Readings(2, 2)["xloss"]);
        Assert.Equal(Readings(1, 2)["xloss"], Readings(1, 2)["xloss"]);
    }

    // Guessing sees both views in training mode, the loss passes three batches or more: so many passes move each BatchNorm's statistics.
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 6)]
    public void A_step_passes_five_batches_through_the_network_and_one_more_for_each_further_labeled_one(int labeledBatches, double passes)
    {
        using Classifier network = TinyData.Classifier();
        network.train();
        using MixMatchBatch batch = MixMatchSamples.Batch(step: 0, labeledBatches);
        MixMatchSamples.Objective(network, epoch: 1, labeledBatches).Step(batch);
        Assert.Equal([passes], network.state_dict()["backbone.bn1.num_batches_tracked"].Doubles());
    }

    private static MetricGroup Readings(int epoch, int step)
    {
        Classifier network = TinyData.Classifier();
        using OneBatch training = new(network, new SgdOptions { Lr = 1e-6 });
        return training.Step(MixMatchSamples.Objective(network, epoch), () => MixMatchSamples.Batch(step));
    }
}
