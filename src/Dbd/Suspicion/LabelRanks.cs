namespace Dbd.Suspicion;

/// <summary>Ranks within a label: easy and hard classes become comparable.</summary>
internal static class LabelRanks
{
    /// <summary>For each sample, the share of its label's samples with a lower value; equal ones, and itself, count half.</summary>
    /// <param name="values">An entry a sample, finite.</param>
    /// <param name="labels">The labels.</param>
    /// <returns>[samples], in (0, 1): the mean over a label is 1/2.</returns>
    public static double[] Of(IReadOnlyList<float> values, int[] labels)
    {
        double[] ranks = new double[labels.Length];
        foreach (IGrouping<int, int> label in Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]))
            Rank([.. label.OrderBy(i => values[i])], values, ranks);
        return ranks;
    }

    private static void Rank(int[] ascending, IReadOnlyList<float> values, double[] ranks)
    {
        for (int first = 0, end; first < ascending.Length; first = end)
        {
            for (end = first + 1; end < ascending.Length && values[ascending[end]] == values[ascending[first]];)
                end++;
            for (int place = first; place < end; place++)
                ranks[ascending[place]] = (first + end) / 2.0 / ascending.Length;
        }
    }
}
