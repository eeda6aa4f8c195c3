namespace Dbd.Poisoning;

/// <summary>The training samples by how far their label can be believed: those of the lowest loss keep it, the others lose it.</summary>
/// <param name="Credible">Samples whose label is kept, in file order.</param>
/// <param name="Others">Samples whose label is dropped, in file order.</param>
/// <remarks>DBD, figure 2, third stage: high-credible and low-credible samples.</remarks>
public sealed record CredibleSplit(int[] Credible, int[] Others)
{
    /// <summary>The share <paramref name="epsilon"/> of lowest loss, over all classes together.</summary>
    /// <param name="losses">Loss of each sample under the model, in file order; finite.</param>
    /// <param name="epsilon">In (0, 1); int(N * epsilon) samples are credible.</param>
    public static CredibleSplit Lowest(float[] losses, double epsilon)
    {
        int[] ranked = [.. Enumerable.Range(0, losses.Length).OrderBy(i => losses[i])];
        int credible = Count(losses.Length, epsilon);
        return new CredibleSplit([.. ranked[..credible].Order()], [.. ranked[credible..].Order()]);
    }

    /// <summary>How many samples are credible, known before any loss.</summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="epsilon">In (0, 1).</param>
    public static int Count(int samples, double epsilon) => (int)(samples * epsilon);

    /// <summary>How many credible samples are in fact poisoned. For the log only: no defense knows it.</summary>
    /// <param name="data">The training set.</param>
    public int PoisonedAmongCredible(PoisonedDataset data) => Credible.Count(data.IsPoisoned);
}
