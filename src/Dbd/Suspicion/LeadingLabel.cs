namespace Dbd.Suspicion;

/// <summary>The label that the most suspicious samples came with most often, and how often chance would have it.</summary>
/// <param name="Label">The label.</param>
/// <param name="Count">How many of the most suspicious have it.</param>
/// <param name="Among">How many the most suspicious are.</param>
/// <param name="ByChance">How many of as many samples drawn at random would have it, on average.</param>
public sealed record LeadingLabel(int Label, int Count, int Among, double ByChance)
{
    private const int MostAmong = 100;
    private const int OneOf = 10;

    // Of fewer, a label leads by chance.
    private const int LeastAmong = 20;

    private const double Deviations = 3;

    /// <summary>Whether that is more than chance gives: more than three standard deviations above it.</summary>
    public bool IsMoreThanChance => Count > ByChance + Deviations * Math.Sqrt(ByChance * (1 - ByChance / Among));

    /// <summary>Counts.</summary>
    /// <param name="labels">The labels that all samples came with, the most suspicious first. The first hundred count, or a tenth where
    /// there are fewer than a thousand.</param>
    /// <returns>Null where samples are too few to tell anything.</returns>
    public static LeadingLabel? Of(IReadOnlyList<int> labels)
    {
        int among = Math.Min(MostAmong, labels.Count / OneOf);
        if (among < LeastAmong)
            return null;
        IGrouping<int, int> most = labels.Take(among).GroupBy(l => l).MaxBy(g => g.Count())!;
        return new LeadingLabel(most.Key, most.Count(), among, (double)among * labels.Count(l => l == most.Key) / labels.Count);
    }

    /// <summary>That in a sentence.</summary>
    /// <param name="classNames">In label order.</param>
    public string Sentence(IReadOnlyList<string> classNames) =>
        $"{Count} of the {Among} most suspicious pictures are labelled {classNames[Label]}; " + (IsMoreThanChance
            ? $"by chance it would be about {ByChance:0}."
            : $"that is no more than chance gives (about {ByChance:0}).");
}
