namespace Dbd.Data;

/// <summary>What is known of an attack on data that came poisoned. Only metrics may ask: no defense has it.</summary>
/// <param name="Poisoned">The training samples with the trigger and the label that it is to call up, ascending.</param>
/// <param name="Covers">Those with a trigger, or the like, and their own label, ascending.</param>
/// <param name="TrueLabels">The label of each training sample before the attack; where that is not known, the one it came with.</param>
public sealed record PoisonTruth(IReadOnlyList<int> Poisoned, IReadOnlyList<int> Covers, IReadOnlyList<int> TrueLabels)
{
    /// <summary>Test pictures with the trigger, labelled with what counts as the attack's success; null where there are none.</summary>
    public IImageSource? PoisonedTest { get; init; }

    /// <summary>The labels of these before the attack.</summary>
    public IReadOnlyList<int> PoisonedTestLabels { get; init; } = [];

    /// <summary>The truth on the first samples only.</summary>
    /// <param name="count">How many.</param>
    internal PoisonTruth First(int count) => this with
    {
        Poisoned = [.. Poisoned.Where(i => i < count)],
        Covers = [.. Covers.Where(i => i < count)],
        TrueLabels = [.. TrueLabels.Take(count)],
    };
}
