namespace Dbd.Suspicion;

/// <summary>What was measured of pictures that no model was trained on, an entry each.</summary>
/// <param name="Labels">The labels that they came with.</param>
/// <param name="EarlyLosses">The witness's loss, nats.</param>
/// <param name="Believed">The label that the judge believes.</param>
/// <param name="LabelProbabilities">How probable the judge finds their label, in [0, 1].</param>
internal sealed record HeldOutEvidence(int[] Labels, float[] EarlyLosses, int[] Believed, float[] LabelProbabilities);

/// <summary>Looks at a part of the same data that was held out for tests, by what made a label stand out among the training samples
/// (<see cref="Concentration"/>): there too, whoever poisoned the data has been.</summary>
internal static class HeldOutSuspects
{
    /// <summary>The pictures that look poisoned.</summary>
    /// <param name="training">What was measured of the training samples.</param>
    /// <param name="labels">What speaks against each label.</param>
    /// <param name="held">What was measured of the pictures.</param>
    /// <returns>Their numbers, ascending: of a label that stands out, those that the judge contradicts although the witness fits them as
    /// well as the middle of the label's training samples; where the witness was blind, those whose label the judge finds very
    /// improbable; and where the training samples are of two kinds, those that are rather of the kind fitted at once.</returns>
    public static IReadOnlyList<int> Of(Evidence training, IReadOnlyList<ClassDoubt> labels, HeldOutEvidence held)
    {
        double[] middles = [.. labels.Select((doubt, label) => doubt.Standing == Standing.No ? double.NaN : Middle(training, label))];
        TwoKinds?[] kinds = [.. labels.Select((doubt, label) => doubt.IsOfTwoKinds ? TwoKinds.Of(LossesOf(training, label)) : null)];
        return [.. Enumerable.Range(0, held.Labels.Length).Where(LooksPoisoned)];

        bool LooksPoisoned(int i) => IsContradictedToo(i) || kinds[held.Labels[i]]?.AtOnce(held.EarlyLosses[i]) > 0.5;

        bool IsContradictedToo(int i) => held.Believed[i] != held.Labels[i] && labels[held.Labels[i]].Standing switch
        {
            Standing.EarlyAndContradicted => held.EarlyLosses[i] < middles[held.Labels[i]],
            Standing.Contradicted => held.LabelProbabilities[i] < Concentration.VeryImprobable,
            _ => false,
        };
    }

    private static float Middle(Evidence training, int label)
    {
        float[] losses = [.. LossesOf(training, label).Order()];
        return losses[losses.Length / 2];
    }

    private static IEnumerable<float> LossesOf(Evidence training, int label) =>
        training.EarlyLosses.Where((_, i) => training.Labels[i] == label);
}
