namespace Dbd.Data;

/// <summary>What lies at a path, for <c>dbd data inspect</c>.</summary>
/// <param name="Classes">The names of the classes, in label order.</param>
/// <param name="Train">The training set.</param>
/// <param name="Test">The test set; null where there is none, and a part of the training set would be held out.</param>
/// <param name="Sizes">How large the pictures are; null where that is not known.</param>
/// <param name="Warnings">What would be skipped, and what else a person should know.</param>
internal sealed record DataSummary(
    IReadOnlyList<string> Classes, SetSummary Train, SetSummary? Test, PictureSizes? Sizes, IReadOnlyList<string> Warnings)
{
    /// <summary>Of pictures that are all of one size.</summary>
    public static DataSummary Of(IImageSource train, IImageSource? test, IReadOnlyList<string> warnings) => new(
        train.ClassNames,
        SetSummary.Of(train.Labels(), train.ClassNames.Count),
        test is null ? null : SetSummary.Of(test.Labels(), train.ClassNames.Count),
        PictureSizes.All(train.Count + (test?.Count ?? 0), train.Shape),
        warnings);
}

/// <summary>How many pictures a set has.</summary>
/// <param name="Count">All of them.</param>
/// <param name="PerClass">By label.</param>
internal sealed record SetSummary(int Count, IReadOnlyList<int> PerClass)
{
    /// <summary>Counts labels.</summary>
    public static SetSummary Of(IEnumerable<int> labels, int classes)
    {
        int[] counts = new int[classes];
        foreach (int label in labels)
            counts[label]++;
        return new SetSummary(counts.Sum(), counts);
    }
}
