using System.ComponentModel.DataAnnotations;

namespace Dbd.Torch.SemiSupervised;

/// <summary>Options of MixMatch (<c>mixmatch</c>).</summary>
internal sealed record MixMatchOptions
{
    /// <summary>Iterations in an epoch.</summary>
    [Range(1, 10_000_000)]
    public required int TrainIteration { get; init; }

    /// <summary>T of the sharpening of guessed labels.</summary>
    [Range(0.0, 1e3, MinimumIsExclusive = true)]
    public required double Temperature { get; init; }

    /// <summary>Both parameters of the Beta distribution that mixing coefficients come from.</summary>
    [Range(0.0, 1e3, MinimumIsExclusive = true)]
    public required double Alpha { get; init; }

    /// <summary>Batches of labeled samples in an iteration, beside one of unlabeled samples; MixMatch has one.</summary>
    [Range(1, 64)]
    public int LabeledBatches { get; init; } = 1;

    /// <summary>Number of classes; must equal the configuration's own <c>num_classes</c>.</summary>
    [Range(2, 100_000)]
    public int? NumClasses { get; init; }
}
