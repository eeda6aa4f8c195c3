namespace Dbd.Suspicion;

/// <summary>A training sample whose label is doubted.</summary>
/// <param name="Index">Its number in the training set, from 0.</param>
/// <param name="Label">The label that it came with.</param>
/// <param name="Believed">The label that the model believes.</param>
/// <param name="Score">How suspicious it is, in [0, 1].</param>
/// <param name="IsSuspected">Whether it is more suspicious than is usual.</param>
/// <param name="File">The file it was read from; null where samples have no files of their own.</param>
public sealed record Suspect(int Index, int Label, int Believed, double Score, bool IsSuspected, string? File = null)
{
    /// <summary>What is done with it when a model is trained on what is believed.</summary>
    public SampleAction Action { get; init; } = IsSuspected ? SampleAction.LeftOut : SampleAction.Kept;
}
