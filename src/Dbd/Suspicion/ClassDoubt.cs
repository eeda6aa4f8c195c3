namespace Dbd.Suspicion;

/// <summary>What speaks against a label.</summary>
/// <param name="Count">Its samples.</param>
/// <param name="Contradicted">Those of which the final model believes another label.</param>
/// <param name="EarlyContradicted">Those among them that the witness learned before the middle of the label's samples.</param>
/// <param name="SurelyContradicted">Those among the contradicted whose label the final model finds very improbable.</param>
public sealed record ClassDoubt(int Count, int Contradicted, int EarlyContradicted, int SurelyContradicted)
{
    /// <summary>The share of its samples that are contradicted, in [0, 1].</summary>
    public double ContradictedShare => ShareOf(Contradicted);

    /// <summary>The share of its samples that are learned early and contradicted, in [0, 1].</summary>
    public double EarlyShare => ShareOf(EarlyContradicted);

    /// <summary>The share of its samples that are surely contradicted, in [0, 1].</summary>
    public double SureShare => ShareOf(SurelyContradicted);

    /// <summary>How far those of its samples that the witness fitted at once lie from the others; 0 where all are of one kind
    /// (<see cref="TwoKinds"/>).</summary>
    public double KindsDistance { get; init; }

    /// <summary>How many of its samples are rather of the kind that was fitted at once.</summary>
    public int FittedAtOnce { get; init; }

    /// <summary>Whether the two kinds are so far apart that it is no chance.</summary>
    public bool IsOfTwoKinds { get; init; }

    /// <summary>Why it stands out among the labels; <see cref="Standing.No"/> where it does not.</summary>
    public Standing Standing { get; init; }

    /// <summary>How many of its samples look poisoned; 0 where it does not stand out.</summary>
    public int Poisoned { get; init; }

    private double ShareOf(int samples) => Count == 0 ? 0 : (double)samples / Count;
}

/// <summary>Why a label stands out.</summary>
public enum Standing
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>Of many samples that the witness learned early the final model believes another label.</summary>
    EarlyAndContradicted,

    /// <summary>A part of its samples was learned at once, and the others hardly: they share something that is not the object. The final
    /// model need not contradict them.</summary>
    FittedAtOnce,

    /// <summary>Of far more of its samples than of other labels' the final model is sure that the label is another one.</summary>
    Contradicted,
}
