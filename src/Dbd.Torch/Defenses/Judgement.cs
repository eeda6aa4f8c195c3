using Dbd.Suspicion;

namespace Dbd.Torch.Defenses;

/// <summary>What the judge of a defense says of the samples.</summary>
/// <param name="Suspicions">How suspicious they are.</param>
/// <param name="Suspects">The list of all, most suspicious first.</param>
/// <param name="SuspectedTests">The numbers of the test pictures that look poisoned too, where they were held out of the same data.</param>
/// <param name="BenignAccuracy">The judge's own accuracy on the test set, in [0, 1].</param>
internal sealed record Judgement(
    Suspicions Suspicions, IReadOnlyList<Suspect> Suspects, IReadOnlyList<int> SuspectedTests, double BenignAccuracy)
{
    /// <summary>A budget that is probably long enough, where this one was not; null where nobody knows one.</summary>
    public string? Budget { get; init; }

    /// <summary>What was found and done, in plain sentences.</summary>
    /// <param name="classNames">In label order.</param>
    /// <param name="isTrained">Whether a model was then trained on what is believed.</param>
    public IEnumerable<string> Sentences(IReadOnlyList<string> classNames, bool isTrained)
    {
        foreach (string sentence in Suspicions.Sentences(classNames))
            yield return sentence;
        if (Budget is not null)
            yield return $"By how far it came, --budget {Budget} would do (in another folder).";
        if (SuspectedTests.Count > 0)
            yield return $"Of the held-out pictures {SuspectedTests.Count:N0} look poisoned in the same way.";
        if (!isTrained)
            yield break;
        int leftOut = Suspects.Count(s => s.Action == SampleAction.LeftOut);
        int suspected = Suspects.Count(s => s.IsSuspected);
        yield return leftOut == 0
            ? "No label was left out of training."
            : $"The labels of {leftOut:N0} samples were left out of training, {leftOut - suspected:N0} of them as a precaution: "
                + "most of these are likely innocent.";
        yield return $"Stage 3 of DBD, which judged them, is itself right on {BenignAccuracy:0.0 %} of the test pictures.";
    }
}
