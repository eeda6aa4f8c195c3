using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Suspicion;

namespace Dbd.Torch.Stages;

/// <summary>What is told of a split: how many samples are credible and, where an attack is known, how many of them are poisoned.</summary>
internal static class CredibleReadings
{
    public static MetricGroup Of(CredibleSplit split, BackdoorData data)
    {
        Reading samples = new(ReadingName.Samples, split.Credible.Length);
        return new MetricGroup(
            GroupName.Credible,
            data.IsAttackKnown
                ? [samples, new Reading(ReadingName.Poisoned, split.PoisonedAmongCredible(data.Train.IsPoisoned))]
                : [samples]);
    }

    public static string Sentence(MetricGroup credible) => credible.Readings.Count > 1
        ? $"{credible[ReadingName.Poisoned]} of {credible[ReadingName.Samples]} credible samples are poisoned."
        : $"{credible[ReadingName.Samples]} samples are credible.";
}
