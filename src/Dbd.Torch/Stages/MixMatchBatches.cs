using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Torch.Objectives;

namespace Dbd.Torch.Stages;

/// <summary>The batches of a MixMatch epoch: one view of credible samples beside two views of the others. Both are shuffled, drop
/// what does not fill a batch, and start anew when they run out.</summary>
internal static class MixMatchBatches
{
    /// <summary>Fails, before any training, unless credible and other samples will both fill a batch.</summary>
    /// <exception cref="ConfigException">One of the two is too small.</exception>
    public static void Check(StageRun<MixMatchFinetuneOptions> run)
    {
        (SemiOptions semi, int samples) = (run.Options.Semi, run.Data.Train.Count);
        int credible = CredibleSplit.Count(samples, semi.Epsilon);
        if (semi.NumEpochs > 0 && Math.Min(credible, samples - credible) < semi.Loader.BatchSize)
        {
            throw run.Error(
                "semi.epsilon",
                $"{semi.Epsilon} of {samples} training samples are {credible} credible ones and {samples - credible} others; a batch of {semi.Loader.BatchSize} must fit both.",
                "Use a value nearer to 0.5, or a smaller semi.loader.batch_size.");
        }
    }

    public static BatchStream<MixMatchBatch> Of(BatchLoader loader, CredibleSplit split, int epoch, long seed, SemiOptions options)
    {
        int iterations = options.MixMatch.TrainIteration;
        int[] labeledOrder = Sampler.Endless(seed, Purpose.LabeledShuffle, epoch, split.Credible, loader.BatchSize, iterations);
        int[] unlabeledOrder = Sampler.Endless(seed, Purpose.UnlabeledShuffle, epoch, split.Others, loader.BatchSize, iterations);
        return new BatchStream<MixMatchBatch>(iterations, options.Loader.NumWorkers, step => new MixMatchBatch(
            step,
            loader.Fill(labeledOrder, step, Purpose.LabeledAugmentation, epoch),
            loader.Fill(unlabeledOrder, step, Purpose.UnlabeledAugmentation, epoch, views: 2)));
    }
}
