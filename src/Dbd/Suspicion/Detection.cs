namespace Dbd.Suspicion;

/// <summary>How well suspicion finds the poisoned samples, where it is known which they are.</summary>
/// <param name="Samples">Number of samples.</param>
/// <param name="Poisoned">The poisoned ones among them.</param>
/// <param name="Auroc">Area under the ROC curve: the chance that a poisoned sample has a higher score than a clean one, where equal scores
/// count half. NaN if all samples are poisoned, or none.</param>
/// <param name="RecallInTop5Percent">The share of poisoned samples among the 5 % of highest score, in [0, 1].</param>
/// <param name="RecallInTop10Percent">Likewise among 10 %.</param>
/// <param name="Suspected">Samples that are suspected.</param>
/// <param name="PoisonedAmongSuspected">The poisoned ones among these.</param>
public sealed record Detection(
    int Samples, int Poisoned, double Auroc, double RecallInTop5Percent,
    double RecallInTop10Percent, int Suspected, int PoisonedAmongSuspected)
{
    /// <summary>Compares suspicions with what is known.</summary>
    /// <param name="suspicions">Of every sample.</param>
    /// <param name="isPoisoned">Whether a sample is poisoned, by its number.</param>
    public static Detection Of(Suspicions suspicions, Predicate<int> isPoisoned)
    {
        int[] ranked = [.. suspicions.Ranked];
        bool[] poisoned = [.. ranked.Select(i => isPoisoned(i))];
        int[] suspected = [.. ranked.Where(i => suspicions.IsSuspected[i])];
        return new Detection(
            ranked.Length,
            poisoned.Count(p => p),
            AreaUnderRoc([.. ranked.Select(i => suspicions.Scores[i])], poisoned),
            RecallInTop(0.05, poisoned),
            RecallInTop(0.1, poisoned),
            suspected.Length,
            suspected.Count(i => isPoisoned(i)));
    }

    /// <inheritdoc/>
    public override string ToString() => Poisoned == 0
        ? $"No sample is poisoned; {Suspected:N0} of {Samples:N0} are suspected."
        : $"{Poisoned:N0} of {Samples:N0} samples are poisoned: AUROC {Auroc:0.0000}; "
            + $"recall {RecallInTop5Percent:0.000} in the top 5 %, {RecallInTop10Percent:0.000} in the top 10 %; "
            + $"{PoisonedAmongSuspected:N0} of {Suspected:N0} suspected ones are poisoned.";

    /// <summary>Area under the ROC curve, by counting pairs (Mann and Whitney's U).</summary>
    /// <param name="scores">Descending.</param>
    /// <param name="positive">Whether each should have a high one.</param>
    internal static double AreaUnderRoc(double[] scores, bool[] positive)
    {
        double won = 0;
        long above = 0;
        for (int first = 0, end; first < scores.Length; first = end)
        {
            for (end = first + 1; end < scores.Length && scores[end] == scores[first];)
                end++;
            int positives = positive[first..end].Count(p => p);
            int negatives = end - first - positives;
            won += negatives * (above + positives / 2.0);
            above += positives;
        }
        return won / above / (scores.Length - above);
    }

    private static double RecallInTop(double share, bool[] poisoned) =>
        (double)poisoned.Take((int)(share * poisoned.Length)).Count(p => p) / poisoned.Count(p => p);
}
