namespace Dbd.Data;

/// <summary>A data set as it was read.</summary>
/// <param name="Train">The training set.</param>
/// <param name="Test">The test set, of the same classes; it shares no sample with the training set.</param>
/// <param name="Warnings">What a person should know, a sentence each: files that were skipped, that a part was held out.</param>
public sealed record DatasetSplit(IImageSource Train, IImageSource Test, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether the test set is a part that was held out: of data that may be poisoned, it may be too.</summary>
    public bool IsHeldOut { get; init; }

    /// <summary>What is known of an attack on them; null for data that are not known to be poisoned.</summary>
    public PoisonTruth? Truth { get; init; }
}
