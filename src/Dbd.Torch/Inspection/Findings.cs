using Dbd.Poisoning;
using Dbd.Reports.Html;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Inspection;

/// <summary>Says in words and in a few figures what was found.</summary>
internal static class Findings
{
    /// <summary>What a run is called beside others.</summary>
    public static string NameOf(IStage stage) =>
        stage.Options.Backdoor is { } backdoor ? $"{stage.Text.Title}, {backdoor.Attack.Name}" : stage.Text.Title;

    /// <summary>A run in one sentence.</summary>
    public static string InShort(RunReport run) => run.BenignAccuracy.LastOrDefault(double.NaN) is var accuracy && double.IsFinite(accuracy)
        ? $"{run.Name}: BA {accuracy:0.00 %}{(LastOf(run.AttackSuccessRate) is { } rate ? $", ASR {rate:0.00 %}" : "")}."
        : $"{run.Name}: features only.";

    /// <summary>Figures worth a large print.</summary>
    public static IEnumerable<Fact> Figures(RunReport run, Doubts doubts, StampedSource data, Verdict? verdict)
    {
        if (LastOf(run.BenignAccuracy) is { } accuracy)
            yield return new("BA", $"{accuracy:0.00 %}");
        if (LastOf(run.AttackSuccessRate) is { } rate)
            yield return new("ASR", $"{rate:0.00 %}");
        if (run.RobustAccuracy is { } robust)
            yield return new("RA", $"{robust:0.00 %}");
        if (run.TargetRecall is { } recall)
            yield return new("target recall", $"{recall:0.00 %}");
        yield return new("training samples", $"{data.Count:N0}");
        if (doubts.Credible is { } credible)
            yield return new("credible", $"{credible:N0}");
        // A 0 from who cannot tell would look like the all-clear.
        if (doubts.AreKnown && verdict != Verdict.CannotTell)
            yield return new("suspected", $"{doubts.Suspected:N0}");
        if (PoisonedIn(data) is > 0 and int poisoned)
            yield return new("poisoned (known)", $"{poisoned:N0}");
    }

    /// <summary>What was done and found, in sentences.</summary>
    /// <param name="run">The figures.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="doubts">How far labels are believed.</param>
    /// <param name="data">The training set.</param>
    /// <param name="tested">What the model was tested on.</param>
    /// <param name="target">The attack's target label; null where there are several, or no attack is known.</param>
    /// <param name="standsOut">The label of which far more samples are suspected than is usual, if there is one.</param>
    /// <param name="verdict">What was found of an attack before; null says it by the label that stands out.</param>
    public static IEnumerable<string> Of(
        RunReport run, IStage stage, Doubts doubts, StampedSource data, string tested, int? target, int? standsOut,
        IReadOnlyList<string>? verdict)
    {
        int epochs = Math.Max(run.BenignAccuracy.Count, run.TrainingLoss.Count);
        yield return $"{stage.Text.Subject} on {data.Count:N0} images of {data.ClassNames.Count} classes, {epochs} epochs.";
        if (LastOf(run.BenignAccuracy) is { } accuracy)
            yield return $"The model is right on {accuracy:0.0 %} of {tested}{Sureness(accuracy, run)}.";
        foreach (string sentence in WithTrigger(run, target))
            yield return sentence;
        if (!doubts.AreKnown)
            yield break;
        yield return $"{doubts.Suspected:N0} training samples ({(double)doubts.Suspected / data.Count:0.0 %}) are suspected"
            + (doubts.AreGiven ? "." : ": the model is sure that their label is another one.");
        yield return stage.Text.Caveat
            ?? (verdict is not null ? string.Join(' ', verdict) : ByLabels(run, standsOut, doubts));
        if (PoisonedIn(data) is > 0 and int poisoned)
        {
            int found = Enumerable.Range(0, data.Count).Count(i => data.IsPoisoned(i) && doubts.IsSuspected(i));
            yield return $"Of the {poisoned:N0} samples that are known to be poisoned, {found:N0} are among the suspected.";
        }
    }

    // The confusions are of all test pictures.
    private static string Sureness(double accuracy, RunReport run) => run.Confusion.Sum(row => row.Sum()) is > 0 and int tested
        ? $" ({Proportion.Text(accuracy, tested)})"
        : "";

    // Whom the attack is tested on is its own rule: all other classes, or one, or all.
    private static IEnumerable<string> WithTrigger(RunReport run, int? target)
    {
        if (LastOf(run.AttackSuccessRate) is { } rate)
        {
            string wanted = target is { } label ? $"the target label {run.ClassNames[label]}" : "the label that the attacker wants";
            string right = run.RobustAccuracy is { } robust ? $", and is right on {robust:0.0 %}" : "";
            yield return $"With the trigger added, it predicts {wanted} for {rate:0.0 %} of the test images that the attack is tested on"
                + $"{right}.";
        }
        if (run.TargetRecall is { } recall)
            yield return $"Of the clean test images of the target label it finds {recall:0.0 %}.";
    }

    private static string ByLabels(RunReport run, int? standsOut, Doubts doubts) => standsOut is { } label
        ? $"The label {run.ClassNames[label]} stands out: "
            + $"{run.Classes[label].Suspected:N0} of its {run.Classes[label].Count:N0} samples are suspected, "
            + "far more than is usual. It may be an attack's target label."
        // Who found them may have been too weak to tell.
        : doubts.AreGiven ? "No label has far more of them than is usual."
        : "No label has far more of them than is usual: by this measure no attack shows.";

    private static int PoisonedIn(StampedSource data) => Enumerable.Range(0, data.Count).Count(data.IsPoisoned);

    private static double? LastOf(IReadOnlyList<double> values) => values.Count > 0 && double.IsFinite(values[^1]) ? values[^1] : null;
}
