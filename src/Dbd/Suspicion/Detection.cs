namespace Dbd.Suspicion;

/// <summary>How well suspicion finds the poisoned samples, where it is known which they are. Covers count as not poisoned.</summary>
public sealed record Detection
{
    private static readonly double[] s_falsePositiveRates = [0.001, 0.005, 0.01];

    // Of DBD's authors, in the discussion of their paper.
    private static readonly int[] s_firsts = [250, 500, 1000, 1500];

    /// <summary>Number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>The poisoned ones among them.</summary>
    public required int Poisoned { get; init; }

    /// <summary>Area under the ROC curve: the chance that a poisoned sample has a higher score than a clean one, where equal scores
    /// count half. NaN if all samples are poisoned, or none.</summary>
    public required double Auroc { get; init; }

    /// <summary>The share of poisoned samples among the 5 % of highest score, in [0, 1]; NaN if none is poisoned.</summary>
    public required double RecallInTop5Percent { get; init; }

    /// <summary>Likewise among 10 %.</summary>
    public required double RecallInTop10Percent { get; init; }

    /// <summary>The highest true positive rate at a false positive rate of at most 0.1 %, 0.5 % and 1 %.</summary>
    public required IReadOnlyList<RateAt> TruePositiveRates { get; init; }

    /// <summary>The share of poisoned samples among the 250, 500, 1,000 and 1,500 most suspicious ones of the target label, as far as it
    /// has so many samples; empty where there is no one target label.</summary>
    public required IReadOnlyList<PrecisionAmong> PrecisionsInTarget { get; init; }

    /// <summary>Samples that are suspected.</summary>
    public required int Suspected { get; init; }

    /// <summary>The poisoned ones among these.</summary>
    public required int PoisonedAmongSuspected { get; init; }

    /// <summary>Samples that carry a trigger, or the like, with their true label.</summary>
    public required int Covers { get; init; }

    /// <summary>The suspected ones among these.</summary>
    public required int CoversAmongSuspected { get; init; }

    /// <summary>Whether the label that is told to stand out is the target; null where there is no one target label, or no poison.</summary>
    public required bool? IsTargetNamed { get; init; }

    /// <summary>The share of samples that are not poisoned and are suspected all the same, in [0, 1]; NaN if all are poisoned.</summary>
    public double FalsePositiveRate => (double)(Suspected - PoisonedAmongSuspected) / (Samples - Poisoned);

    /// <summary>All of it, a sentence a line.</summary>
    internal IEnumerable<string> Sentences => DetectionText.Of(this);

    /// <summary>Compares suspicions with what is known.</summary>
    /// <param name="suspects">Every sample, in any order.</param>
    /// <param name="known">What is known.</param>
    /// <param name="named">The label that is told to stand out; null if none is.</param>
    public static Detection Of(IReadOnlyList<Suspect> suspects, KnownAttack known, int? named)
    {
        Suspect[] ranked = [.. suspects.OrderByDescending(s => s.Score).ThenBy(s => s.Index)];
        bool[] poisoned = [.. ranked.Select(s => known.IsPoisoned(s.Index))];
        int[] suspected = [.. ranked.Where(s => s.IsSuspected).Select(s => s.Index)];
        ScoreRanking all = Ranking(ranked, known);
        ScoreRanking ofTarget = Ranking(ranked.Where(s => s.Label == known.Target), known);
        return new Detection
        {
            Samples = ranked.Length,
            Poisoned = poisoned.Count(p => p),
            Auroc = all.AreaUnderRoc(),
            RecallInTop5Percent = RecallInTop(0.05, poisoned),
            RecallInTop10Percent = RecallInTop(0.1, poisoned),
            TruePositiveRates = [.. s_falsePositiveRates.Select(rate => new RateAt(rate, all.TruePositiveRate(rate)))],
            PrecisionsInTarget = [.. s_firsts.Select(first => PrecisionOf(ofTarget, first)).OfType<PrecisionAmong>()],
            Suspected = suspected.Length,
            PoisonedAmongSuspected = suspected.Count(i => known.IsPoisoned(i)),
            Covers = ranked.Count(s => known.IsCover(s.Index)),
            CoversAmongSuspected = suspected.Count(i => known.IsCover(i)),
            IsTargetNamed = known.Target is { } target && poisoned.Contains(true) ? named == target : null,
        };
    }

    /// <summary>What there is to say in one sentence.</summary>
    public override string ToString() => Sentences.First();

    private static ScoreRanking Ranking(IEnumerable<Suspect> samples, KnownAttack known) =>
        new(samples.Select(s => (s.Score, known.IsPoisoned(s.Index))));

    private static PrecisionAmong? PrecisionOf(ScoreRanking ranking, int first) =>
        ranking.Precision(first) is { } share ? new PrecisionAmong(first, share) : null;

    private static double RecallInTop(double share, bool[] poisoned) =>
        (double)poisoned.Take((int)(share * poisoned.Length)).Count(p => p) / poisoned.Count(p => p);
}

/// <summary>A point of the ROC curve.</summary>
/// <param name="FalsePositiveRate">The highest that is allowed, in [0, 1].</param>
/// <param name="TruePositiveRate">What is reached, in [0, 1]; NaN where it cannot be told.</param>
public sealed record RateAt(double FalsePositiveRate, double TruePositiveRate);

/// <summary>How many of the most suspicious samples are poisoned.</summary>
/// <param name="First">How many samples.</param>
/// <param name="Precision">The share of poisoned ones among them, in [0, 1].</param>
public sealed record PrecisionAmong(int First, double Precision);
