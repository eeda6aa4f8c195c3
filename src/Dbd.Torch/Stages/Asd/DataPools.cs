using Dbd.Suspicion;

namespace Dbd.Torch.Stages.Asd;

/// <summary>Which samples are in the clean pool, and keep their label; the others are the polluted pool. Seeds are always in the clean
/// one.</summary>
/// <remarks>Gao et al. 2023, section 3.</remarks>
/// <param name="byClass">The first part.</param>
/// <param name="byLoss">The second.</param>
/// <param name="meta">The third.</param>
/// <param name="labels">The label that each sample came with.</param>
/// <param name="seeds">Samples that are known to be clean.</param>
internal sealed class DataPools(
    ClassSplitOptions byClass, LossSplitOptions byLoss, MetaSplitOptions meta, int[] labels, int[] seeds)
{
    /// <summary>Of each class as many of lowest loss, beside its seeds, as an epoch has by then.</summary>
    /// <param name="losses">Loss of each sample, in file order.</param>
    /// <param name="epoch">From 1.</param>
    public CredibleSplit ByClass(float[] losses, int epoch)
    {
        int most = byClass.More * ((epoch - 1) / byClass.Every);
        return WithSeeds(Enumerable.Range(0, labels.Length).Except(seeds)
            .GroupBy(i => labels[i])
            .SelectMany(label => label.OrderBy(i => losses[i]).Take(most)));
    }

    /// <summary>Of all samples the share of lowest loss.</summary>
    /// <param name="losses">Loss of each sample, in file order.</param>
    public CredibleSplit ByLoss(float[] losses) => WithSeeds(CredibleSplit.Lowest(losses, byLoss.Share).Credible);

    /// <summary>Of all samples the share whose loss fell least.</summary>
    /// <param name="before">Loss of each sample, in file order.</param>
    /// <param name="after">The same once a copy of the model was trained on all labels.</param>
    public CredibleSplit ByReduction(float[] before, float[] after) => WithSeeds(
        CredibleSplit.Lowest([.. before.Zip(after, (b, a) => b - a)], meta.Share).Credible);

    /// <summary>Fails, before any training, unless both pools will fill a batch in every epoch.</summary>
    /// <param name="run">Where messages come from.</param>
    /// <param name="batch">Samples in a batch.</param>
    /// <exception cref="Configuration.ConfigException">One will not.</exception>
    public void Check(StageSetup run, int batch)
    {
        float[] any = new float[labels.Length];
        List<CredibleSplit> splits = [];
        if (byClass.NumEpochs > 0)
            splits.AddRange([ByClass(any, epoch: 1), ByClass(any, byClass.NumEpochs)]);
        if (byLoss.NumEpochs > 0)
            splits.Add(ByLoss(any));
        if (meta.NumEpochs > 0)
            splits.Add(ByReduction(any, any));
        int least = splits.Select(s => Math.Min(s.Credible.Length, s.Others.Length)).DefaultIfEmpty(int.MaxValue).Min();
        if (least < batch)
            throw run.Error(
                "semi.loader.batch_size",
                $"The clean or the polluted pool has only {least} of {labels.Length} samples in some epoch, which do not fill a batch of "
                    + $"{batch}.",
                "Use a smaller batch, more seeds, or a share nearer to 0.5.");
    }

    private CredibleSplit WithSeeds(IEnumerable<int> samples)
    {
        bool[] isClean = new bool[labels.Length];
        foreach (int i in seeds.Concat(samples))
            isClean[i] = true;
        return CredibleSplit.Of(isClean);
    }
}
