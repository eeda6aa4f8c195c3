namespace Dbd.Suspicion;

/// <summary>What <c>suspects.csv</c> tells beside the score: its two parts, how probable it is that the witness fitted a sample at once,
/// how often it was credible, and its loss and its rank among all samples in each epoch of stage 3.</summary>
internal static class SuspectColumns
{
    /// <summary>The columns.</summary>
    /// <param name="suspicions">The scores.</param>
    /// <param name="rankings">The epochs of stage 3.</param>
    public static IEnumerable<SampleColumn> Of(Suspicions suspicions, IReadOnlyList<EpochRanking> rankings)
    {
        yield return new SampleColumn("early", i => suspicions.Early[i]);
        yield return new SampleColumn("doubted", i => suspicions.Doubted[i]);
        yield return new SampleColumn("at_once", i => suspicions.AtOnce[i]);
        if (rankings.Count > 0)
            yield return new SampleColumn("credible", i => rankings.Count(r => r.Credible[i]));
        foreach (EpochRanking ranking in rankings)
        {
            int[] ranks = Ranks(ranking.Losses);
            yield return new SampleColumn($"loss_{ranking.Epoch}", i => ranking.Losses[i]);
            yield return new SampleColumn($"rank_{ranking.Epoch}", i => ranks[i]);
        }
    }

    // From 1, the lowest loss first.
    private static int[] Ranks(float[] losses)
    {
        int[] ranks = new int[losses.Length];
        foreach ((int place, int sample) in Enumerable.Range(0, losses.Length).OrderBy(i => losses[i]).Index())
            ranks[sample] = place + 1;
        return ranks;
    }
}
