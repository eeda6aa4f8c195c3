using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Suspicion;

namespace Dbd.Torch.Stages.Train;

/// <summary>What is told of an epoch's samples: how many are trained, how many of them with another label than they came with, and, where
/// an attack is known, how many poisoned ones with the label that they came with.</summary>
internal static class BelievedReadings
{
    private const string RelabelledName = "relabelled";

    public static MetricGroup Of(int[] samples, int[] given, TrainingLabels labels, BackdoorData data)
    {
        int relabelled = samples.Count(i => !labels.IsAsItCame(i, given[i]));
        List<Reading> readings =
            [new Reading(ReadingName.Samples, samples.Length), new Reading(RelabelledName, relabelled)];
        if (data.IsAttackKnown)
        {
            int poisoned = samples.Count(i => data.Train.IsPoisoned(i) && labels.IsAsItCame(i, given[i]));
            readings.Insert(1, new Reading(ReadingName.Poisoned, poisoned));
        }
        return new MetricGroup(GroupName.Credible, [.. readings]);
    }

    public static string Sentence(MetricGroup believed, int samples)
    {
        string trained =
            $"{believed[ReadingName.Samples]} of {samples} samples are trained, {believed[RelabelledName]} of them with another label";
        return believed.Readings.Count > 2
            ? $"{trained}; {believed[ReadingName.Poisoned]} poisoned ones keep the label they came with."
            : $"{trained}.";
    }
}
