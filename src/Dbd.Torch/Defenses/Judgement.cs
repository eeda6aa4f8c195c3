using Dbd.Suspicion;

namespace Dbd.Torch.Defenses;

/// <summary>What the judge of a defense says of the samples.</summary>
/// <param name="Suspicions">How suspicious they are.</param>
/// <param name="Suspects">The list of all, most suspicious first.</param>
/// <param name="BenignAccuracy">The judge's own accuracy on the test set, in [0, 1].</param>
internal sealed record Judgement(Suspicions Suspicions, IReadOnlyList<Suspect> Suspects, double BenignAccuracy)
{
    /// <summary>What was found and done, in plain sentences.</summary>
    /// <param name="classNames">In label order.</param>
    /// <param name="isTrained">Whether a model was then trained on what is believed.</param>
    public IEnumerable<string> Sentences(IReadOnlyList<string> classNames, bool isTrained)
    {
        foreach (string sentence in Suspicions.Sentences(classNames))
            yield return sentence;
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
