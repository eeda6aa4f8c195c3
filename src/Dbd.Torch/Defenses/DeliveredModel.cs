using Dbd.Suspicion;

namespace Dbd.Torch.Defenses;

/// <summary>The model that a defense delivers beside the witness, which it does not: which of them is safe to use, and why.</summary>
/// <param name="Verdict">What was found in the data.</param>
/// <param name="IsTrained">Whether it was trained on what is believed; else it is stage 3's.</param>
/// <param name="Accuracy">On the test set, in [0, 1].</param>
/// <param name="Witness">The accuracy of the witness, in [0, 1].</param>
internal sealed record DeliveredModel(Verdict Verdict, bool IsTrained, double Accuracy, double Witness)
{
    /// <summary>Whether a person's list said what it learns.</summary>
    public bool IsTold { get; init; }

    /// <summary>Whether there is a reason to rely on it.</summary>
    public bool IsSafe => IsTold || Verdict != Verdict.CannotTell;

    /// <summary>Why, in a sentence.</summary>
    public string Why => Verdict switch
    {
        _ when IsTold => "The model is the one to use: it learned what the list that you gave says, and is as safe as that.",
        Verdict.AttackFound when IsTrained => "The model is the one to use: the labels that look poisoned were left out of its training.",
        Verdict.AttackFound => "The model is the one to use: it kept no label that it does not believe.",
        Verdict.NothingStandsOut => "The model is the one to use: nothing was found that speaks against the labels that it learned.",
        _ => "The model is not known to be safe: of the labels that it learned nothing could be told. "
            + "Do not use it where a hidden trigger would do harm.",
    };

    /// <summary>What to know of the others.</summary>
    public string WhyNotWitness =>
        $"Do not use the witness, which is right on {Witness:0.0 %}: it learned every label, false ones too."
        + (Witness > Accuracy ? " That the model is less often right is for want of time: a longer --budget makes it better." : "");
}
