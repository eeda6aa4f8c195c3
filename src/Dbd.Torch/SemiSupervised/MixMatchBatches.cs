using Dbd.Batching;
using Dbd.Randomness;
using Dbd.Suspicion;

namespace Dbd.Torch.SemiSupervised;

/// <summary>The batches of a MixMatch epoch: a view of credible samples beside two views of the others. Both are shuffled, drop
/// what does not fill a batch, and start anew when they run out.</summary>
internal static class MixMatchBatches
{
    public static BatchStream<MixMatchBatch> Of(
        BatchLoader labeled, BatchLoader unlabeled, CredibleSplit split, int epoch, long seed, MixMatchOptions options, int workers)
    {
        int iterations = options.TrainIteration;
        int[] labeledOrder = Sampler.Endless(
            seed, Purpose.LabeledShuffle, epoch, split.Credible, unlabeled.BatchSize, iterations * options.LabeledBatches);
        int[] unlabeledOrder = Sampler.Endless(seed, Purpose.UnlabeledShuffle, epoch, split.Others, unlabeled.BatchSize, iterations);
        return new BatchStream<MixMatchBatch>(iterations, workers, step => new MixMatchBatch(
            step,
            labeled.Fill(labeledOrder, step, Purpose.LabeledAugmentation, epoch),
            unlabeled.Fill(unlabeledOrder, step, Purpose.UnlabeledAugmentation, epoch, views: 2)));
    }
}
