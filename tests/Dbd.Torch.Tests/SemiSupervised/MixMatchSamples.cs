using Dbd.Batching;
using Dbd.Randomness;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.SemiSupervised;

namespace Dbd.Torch.Tests.SemiSupervised;

/// <summary>A MixMatchObjective objective and batches for it.</summary>
internal static class MixMatchSamples
{
    public const int Iterations = 8;

    public static readonly MixMatchLossOptions Loss = new() { LambdaU = 15, RampupLength = 4 };

    public static MixMatchObjective Objective(Classifier network) => Objective(network, epoch: 1);

    public static MixMatchObjective Objective(Classifier network, int epoch, int labeledBatches = 1) => new(
        network, new MixMatchOptions { TrainIteration = Iterations, Temperature = 0.5, Alpha = 0.75, LabeledBatches = labeledBatches },
        Loss, epoch, seed: 7, Compute.OnCpu);

    public static MixMatchBatch Batch(int step, int labeledBatches = 1)
    {
        BatchLoader loader = TinyData.Loader(TinyData.Poisoned());
        BatchLoader labeled = TinyData.Loader(TinyData.Poisoned(), labeledBatches * loader.BatchSize);
        int[] order = Sampler.Sequential(48);
        return new MixMatchBatch(
            step,
            labeled.Fill(order, 0, Purpose.LabeledAugmentation, epoch: 1),
            loader.Fill(order, 1, Purpose.UnlabeledAugmentation, epoch: 1, views: 2));
    }
}
