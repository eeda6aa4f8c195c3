namespace Dbd.Suspicion;

/// <summary>How well poisoned samples are found, in words.</summary>
internal static class DetectionText
{
    /// <summary>A sentence each, the first for who reads only one.</summary>
    public static IEnumerable<string> Of(Detection found)
    {
        if (found.Poisoned == 0)
        {
            yield return $"No sample is poisoned; {found.Suspected:N0} of {found.Samples:N0} are suspected.";
            yield break;
        }
        yield return $"{found.Poisoned:N0} of {found.Samples:N0} samples are poisoned: AUROC {found.Auroc:0.0000}; "
            + $"recall {found.RecallInTop5Percent:0.000} in the top 5 %, {found.RecallInTop10Percent:0.000} in the top 10 %; "
            + $"{found.PoisonedAmongSuspected:N0} of {found.Suspected:N0} suspected ones are poisoned.";
        if (found.Poisoned < found.Samples)
            yield return Rates(found);
        if (found.PrecisionsInTarget.Count > 0)
            yield return "Poisoned of the most suspicious samples of the target label: "
                + $"{Join(found.PrecisionsInTarget.Select(Precision))}.";
        if (found.Covers > 0)
            yield return $"{found.CoversAmongSuspected:N0} of {found.Covers:N0} covers are suspected.";
        if (found.IsTargetNamed is { } isNamed)
            yield return isNamed ? "The label that stands out is the target." : "The target label does not stand out.";
    }

    private static string Rates(Detection found) =>
        $"TPR {Join(found.TruePositiveRates.Select(r => $"{r.TruePositiveRate:0.000} at FPR {r.FalsePositiveRate:0.# %}"))}; "
            + $"{found.FalsePositiveRate:0.00 %} of those that are not poisoned are suspected.";

    private static string Precision(PrecisionAmong top) => $"{top.Precision:0.0 %} of {top.First:N0}";

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts);
}
