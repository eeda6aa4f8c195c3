using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Suspicion;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>What is told of a split: how many samples are credible and, where an attack is known, how many of them are poisoned.</summary>
internal static class CredibleReadings
{
    public static MetricGroup Of(CredibleSplit split, BackdoorData data)
    {
        Reading samples = new("samples", split.Credible.Length);
        return new MetricGroup("credible", data.IsAttackKnown ? [samples, new Reading("poisoned", split.PoisonedAmongCredible(data.Train))] : [samples]);
    }

    public static string Sentence(MetricGroup credible) => credible.Readings.Count > 1
        ? $"{credible["poisoned"]} of {credible["samples"]} credible samples are poisoned."
        : $"{credible["samples"]} samples are credible.";
}
