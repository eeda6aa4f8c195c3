namespace Dbd.Suspicion;

/// <summary>The training samples by how far their label can be believed: those of the lowest loss keep it, the others lose it.</summary>
/// <param name="Credible">Samples whose label is kept, in file order.</param>
/// <param name="Others">Samples whose label is dropped, in file order.</param>
/// <remarks>DBD, figure 2, third stage: high-credible and low-credible samples.</remarks>
public sealed record CredibleSplit(int[] Credible, int[] Others)
{
    /// <summary>The share <paramref name="epsilon"/> of lowest loss, over all classes together.</summary>
    /// <param name="losses">Loss of each sample under the model, in file order; finite.</param>
    /// <param name="epsilon">In (0, 1); int(N * epsilon) samples are credible.</param>
    /// <param name="suspects">Which samples are never credible; null is none.</param>
    public static CredibleSplit Lowest(float[] losses, double epsilon, bool[]? suspects = null) => Of(
        losses.Length, Lowest(losses, Trusted(Enumerable.Range(0, losses.Length), suspects), Count(losses.Length, epsilon)));

    /// <summary>Of each label the samples of lowest loss, no more than the share <paramref name="epsilon"/> of what each label would have
    /// if all had equally many: a hard class is not lost, and a label that poisoned samples swell gets no more than the others.</summary>
    /// <param name="losses">Loss of each sample under the model, in file order; finite.</param>
    /// <param name="labels">The label that each sample came with.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="epsilon">In (0, 1); at most int(N * epsilon / classes) samples of each label are credible.</param>
    /// <param name="suspects">Which samples are never credible; null is none.</param>
    public static CredibleSplit LowestOfEachLabel(float[] losses, int[] labels, int classes, double epsilon, bool[]? suspects = null)
    {
        int most = Count(losses.Length, epsilon / classes);
        return Of(losses.Length, Enumerable.Range(0, losses.Length)
            .GroupBy(i => labels[i])
            .SelectMany(label => Lowest(losses, Trusted(label, suspects), most)));
    }

    /// <summary>The samples by what is said of each.</summary>
    /// <param name="isCredible">An entry a sample, in file order.</param>
    public static CredibleSplit Of(bool[] isCredible)
    {
        ILookup<bool, int> parts = Enumerable.Range(0, isCredible.Length).ToLookup(i => isCredible[i]);
        return new CredibleSplit([.. parts[true]], [.. parts[false]]);
    }

    /// <summary>How many samples are credible, known before any loss.</summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="epsilon">In (0, 1).</param>
    public static int Count(int samples, double epsilon) => (int)(samples * epsilon);

    /// <summary>How many credible samples are in fact poisoned. For the log only: no defense knows it.</summary>
    /// <param name="isPoisoned">Whether a sample is.</param>
    public int PoisonedAmongCredible(Func<int, bool> isPoisoned) => Credible.Count(isPoisoned);

    /// <summary>Whether each sample keeps its label, in file order.</summary>
    public bool[] Flags() => Flags(Credible.Length + Others.Length, Credible);

    private static bool[] Flags(int samples, IEnumerable<int> credible)
    {
        bool[] isCredible = new bool[samples];
        foreach (int i in credible)
            isCredible[i] = true;
        return isCredible;
    }

    private static IEnumerable<int> Trusted(IEnumerable<int> samples, bool[]? suspects) =>
        suspects is null ? samples : samples.Where(i => !suspects[i]);

    private static IEnumerable<int> Lowest(float[] losses, IEnumerable<int> samples, int most) =>
        samples.OrderBy(i => losses[i]).Take(most);

    private static CredibleSplit Of(int samples, IEnumerable<int> credible) => Of(Flags(samples, credible));
}
