using Dbd.Batching;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.MixMatch;
using Dbd.Torch.Stages.SimClr;
using Dbd.Torch.Tests.SemiSupervised;
using Dbd.Torch.Tests.Training;
using Dbd.Torch.Training;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Stages;

public sealed class ObjectiveTests
{
    private static readonly SgdOptions s_sgd = new() { Lr = 0.05, Momentum = 0.9 };
    private static readonly AdamOptions s_adam = new() { Lr = 0.01 };

    [Fact]
    public void The_supervised_loss_falls()
    {
        Classifier network = TinyData.Classifier();
        using OneBatch training = new(network, s_sgd);
        AssertFalls(training, new SupervisedObjective(network, CrossEntropy.PerSample, Compute.OnCpu), () => TinyData.Batch());
    }

    [Fact]
    public void The_warmup_loss_falls()
    {
        Classifier network = TinyData.Classifier();
        using OneBatch training = new(network, new AdamOptions { Lr = 0.1 });
        AssertFalls(training, new LinearHead(network, Sce, Compute.OnCpu), () => TinyData.Batch());
    }

    [Fact]
    public void The_contrastive_loss_falls()
    {
        ContrastiveNetwork network = TinyData.Contrastive();
        using OneBatch training = new(network, s_sgd);
        AssertFalls(training, new SimClrObjective(network, f => NtXent.OneSided(f, 0.5), Compute.OnCpu), () => TinyData.Batch(views: 2));
    }

    [Fact]
    public void The_MixMatch_loss_falls()
    {
        Classifier network = TinyData.Classifier();
        using OneBatch training = new(network, s_adam);
        AssertFalls(training, MixMatchSamples.Objective(network), () => MixMatchSamples.Batch(step: 1));
    }

    [Fact]
    public void No_step_leaves_a_tensor_once_warm()
    {
        AssertNoLeaks(
            TinyData.Classifier(), s_sgd, n => new SupervisedObjective(n, CrossEntropy.PerSample, Compute.OnCpu), () => TinyData.Batch());
        AssertNoLeaks(TinyData.Classifier(), s_adam, n => new LinearHead(n, Sce, Compute.OnCpu), () => TinyData.Batch());
        AssertNoLeaks(
            TinyData.Contrastive(),
            s_sgd,
            n => new SimClrObjective(n, f => NtXent.OneSided(f, 0.5), Compute.OnCpu),
            () => TinyData.Batch(views: 2));
        AssertNoLeaks(TinyData.Classifier(), s_adam, MixMatchSamples.Objective, () => MixMatchSamples.Batch(step: 1));
    }

    private static Tensor Sce(Tensor logits, Tensor labels) => SymmetricCrossEntropy.PerSample(logits, labels, alpha: 0.1, beta: 1);

    private static void AssertFalls<TBatch>(OneBatch training, IObjective<TBatch> objective, Func<TBatch> batch)
        where TBatch : IBatch
    {
        double[] losses = training.Losses(20, objective, batch);
        Assert.True(losses[^1] < 0.8 * losses[0], $"The loss went from {losses[0]} to {losses[^1]}.");
    }

    private static void AssertNoLeaks<TNetwork, TBatch>(
        TNetwork network, OptimizerOptions optimizer, Func<TNetwork, IObjective<TBatch>> objective, Func<TBatch> batch)
        where TNetwork : nn.Module
        where TBatch : IBatch
    {
        using OneBatch training = new(network, optimizer);
        TensorLeaks.None(() => training.Step(objective(network), batch));
    }
}
