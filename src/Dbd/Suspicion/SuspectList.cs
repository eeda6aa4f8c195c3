namespace Dbd.Suspicion;

/// <summary>The list of all training samples, most suspicious first.</summary>
internal static class SuspectList
{
    /// <summary>Makes the list.</summary>
    /// <param name="evidence">What was measured.</param>
    /// <param name="suspicions">How it was weighed.</param>
    /// <param name="file">The file that a sample was read from; null where it has none of its own.</param>
    public static IReadOnlyList<Suspect> Of(Evidence evidence, Suspicions suspicions, Func<int, string?> file) =>
    [
        .. suspicions.Ranked.Select(i =>
            new Suspect(i, evidence.Labels[i], evidence.Believed[i], suspicions.Scores[i], suspicions.IsSuspected[i], file(i))
            {
                Action = suspicions.IsLeftOut[i] ? SampleAction.LeftOut : SampleAction.Kept,
            }),
    ];
}
