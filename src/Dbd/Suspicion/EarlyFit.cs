namespace Dbd.Suspicion;

/// <summary>
/// Samples that an ordinary supervised model fits suspiciously early. A trigger is easier to learn than any object, so after an epoch
/// or two poisoned samples have the lowest loss of all. Who does not know the attack sees it still: one label has far more samples of
/// very low loss than the others have.
/// </summary>
/// <remarks>The observation is from Li et al., "Anti-Backdoor Learning", NeurIPS 2021, section 3.2; comparing labels is ours.</remarks>
internal static class EarlyFit
{
    // How much more often than the median label a label must have samples of such a loss, unless it is larger by more than that anyway.
    private const double TooMany = 2;

    /// <summary>The suspects: of each label the samples below the loss up to which it has more than twice as many samples as the median
    /// label (or more than its size would give it, where it has more than twice as many in all), by the widest margin. No share of poisoned
    /// samples has to be known; a label that is as the others has none or few.</summary>
    /// <param name="losses">Loss of each sample under the early model, in file order; finite.</param>
    /// <param name="labels">The label that each sample came with, in [0, <paramref name="classes"/>).</param>
    /// <param name="classes">Number of classes.</param>
    /// <returns>[samples], true for suspects.</returns>
    public static bool[] Suspects(float[] losses, int[] labels, int classes)
    {
        float[][] ofLabel = [.. Enumerable.Range(0, classes).Select(c => Sorted(losses.Where((_, i) => labels[i] == c)))];
        float[][] all = [.. ofLabel.Where(l => l.Length > 0)];
        float[] limits =
            [.. ofLabel.Select(own => Limit(own, all, Math.Max(TooMany, (double)own.Length / Median(all.Select(l => l.Length)))))];
        return [.. losses.Select((loss, i) => loss <= limits[labels[i]])];
    }

    // The loss at which the label is furthest above so many times the median label's count of samples up to there.
    private static float Limit(float[] own, float[][] all, double times)
    {
        double widest = 0;
        float limit = float.NegativeInfinity;
        for (int count = 1; count <= own.Length; count++)
        {
            double margin = count - times * Median(all.Select(label => CountUpTo(label, own[count - 1])));
            if (margin > widest)
                (widest, limit) = (margin, own[count - 1]);
        }
        return limit;
    }

    private static int CountUpTo(float[] sorted, float loss)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] <= loss ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private static int Median(IEnumerable<int> counts)
    {
        int[] sorted = [.. counts.Order()];
        return sorted[(sorted.Length - 1) / 2];
    }

    private static float[] Sorted(IEnumerable<float> losses) => [.. losses.Order()];
}
