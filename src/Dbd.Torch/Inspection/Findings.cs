using Dbd.Poisoning;
using Dbd.Reports.Html;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Inspection;

/// <summary>Says in words and in a few figures what was found.</summary>
internal static class Findings
{
    /// <summary>What a run is called beside others.</summary>
    public static string NameOf(StageOptions options)
    {
        string method = options switch { MixMatchFinetuneOptions => "DBD", SimClrOptions => "SimCLR (stage 1 of DBD)", _ => "No Defense" };
        return options.Backdoor is { } backdoor ? $"{method}, {backdoor.Attack.Name}" : method;
    }

    /// <summary>A run in one sentence.</summary>
    public static string InShort(RunReport run) => run.BenignAccuracy.LastOrDefault(double.NaN) is var accuracy && double.IsFinite(accuracy)
        ? $"{run.Name}: BA {accuracy:0.00 %}{(LastOf(run.AttackSuccessRate) is { } rate ? $", ASR {rate:0.00 %}" : "")}."
        : $"{run.Name}: features only.";

    /// <summary>Figures worth a large print.</summary>
    public static IEnumerable<Fact> Figures(RunReport run, Doubts doubts, StampedSource data)
    {
        if (LastOf(run.BenignAccuracy) is { } accuracy)
            yield return new("BA", $"{accuracy:0.00 %}");
        if (LastOf(run.AttackSuccessRate) is { } rate)
            yield return new("ASR", $"{rate:0.00 %}");
        yield return new("training samples", $"{data.Count:N0}");
        if (doubts.Credible is { } credible)
            yield return new("credible", $"{credible:N0}");
        if (doubts.AreKnown)
            yield return new("suspected", $"{doubts.Suspected:N0}");
        if (PoisonedIn(data) is > 0 and int poisoned)
            yield return new("poisoned (known)", $"{poisoned:N0}");
    }

    /// <summary>What was done and found, in sentences.</summary>
    /// <param name="run">The figures.</param>
    /// <param name="options">The stage's options.</param>
    /// <param name="doubts">How far labels are believed.</param>
    /// <param name="data">The training set.</param>
    /// <param name="standsOut">The label of which far more samples are suspected than is usual, if there is one.</param>
    /// <param name="verdict">What was found of an attack before; null says it by the label that stands out.</param>
    public static IEnumerable<string> Of(RunReport run, StageOptions options, Doubts doubts, StampedSource data, int? standsOut, IReadOnlyList<string>? verdict = null)
    {
        yield return $"{Method(options)} on {data.Count:N0} images of {data.ClassNames.Count} classes, {Math.Max(run.BenignAccuracy.Count, run.TrainingLoss.Count)} epochs.";
        if (LastOf(run.BenignAccuracy) is { } accuracy)
            yield return $"The model is right on {accuracy:0.0 %} of the clean test images.";
        if (LastOf(run.AttackSuccessRate) is { } rate && options.Backdoor is { } backdoor)
            yield return $"With the trigger added, it predicts the target label {data.ClassNames[backdoor.TargetLabel]} for {rate:0.0 %} of the other classes' test images.";
        if (!doubts.AreKnown)
            yield break;
        yield return $"{doubts.Suspected:N0} training samples ({(double)doubts.Suspected / data.Count:0.0 %}) are suspected{(doubts.AreGiven ? "" : ": the model is sure that their label is another one")}.";
        yield return options is SuperviseOptions
            ? "Supervised training learns false labels and triggers too, so what it disbelieves is a weak hint, and says nothing of an attack."
            : verdict is not null ? string.Join(' ', verdict)
            : Verdict(run, standsOut, doubts);
        if (PoisonedIn(data) is > 0 and int poisoned)
            yield return $"Of the {poisoned:N0} samples that are known to be poisoned, {Enumerable.Range(0, data.Count).Count(i => data.IsPoisoned(i) && doubts.IsSuspected(i)):N0} are among the suspected.";
    }

    private static string Verdict(RunReport run, int? standsOut, Doubts doubts) => standsOut is { } label
        ? $"The label {run.ClassNames[label]} stands out: {run.Classes[label].Suspected:N0} of its {run.Classes[label].Count:N0} samples are suspected, far more than is usual. It may be an attack's target label."
        // Who found them may have been too weak to tell.
        : doubts.AreGiven ? "No label has far more of them than is usual."
        : "No label has far more of them than is usual: by this measure no attack shows.";

    private static string Method(StageOptions options) => options switch
    {
        MixMatchFinetuneOptions o => $"DBD, stages 2 and 3 (linear layer {o.Warmup.NumEpochs}, MixMatch {o.Semi.NumEpochs} epochs planned),",
        SimClrOptions => "DBD's stage 1, SimCLR without labels,",
        _ => "Ordinary supervised training (No Defense)",
    };

    private static int PoisonedIn(StampedSource data) => Enumerable.Range(0, data.Count).Count(data.IsPoisoned);

    private static double? LastOf(IReadOnlyList<double> values) => values.Count > 0 && double.IsFinite(values[^1]) ? values[^1] : null;
}
