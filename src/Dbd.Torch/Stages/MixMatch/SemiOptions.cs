using System.ComponentModel.DataAnnotations;

using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Torch.Losses;
using Dbd.Torch.SemiSupervised;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>Options of stage 3.</summary>
internal sealed record SemiOptions
{
    /// <summary>The share of training samples that keep their label.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public required double Epsilon { get; init; }

    /// <summary>The share in the last epoch, between which and the first one's the share goes in equal steps; null keeps it.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double? EpsilonEnd { get; init; }

    /// <summary>Whether samples are ranked all together or label by label.</summary>
    public SplitBalance Balance { get; init; } = SplitBalance.None;

    /// <summary>The checkpoint of a short supervised run on the same poisoned data, or the run's configuration (<c>.yaml</c>): samples that
    /// it fits suspiciously early are never credible. Null asks no such witness.</summary>
    [MinLength(1)]
    public string? Witness { get; init; }

    /// <summary>The share of a moving average of the weights that is kept at each step; samples are ranked, and the model is tested,
    /// with the average. Null uses the weights themselves.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? Ema { get; init; }

    /// <summary>Batches of credible and of other samples.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>The weight of the unlabeled loss.</summary>
    public required Choice<MixMatchLossOptions> Criterion { get; init; }

    /// <summary>Iterations, sharpening and mixing.</summary>
    [ConfigKey("mixmatch")]
    public required MixMatchOptions MixMatch { get; init; }

    /// <summary>Epochs.</summary>
    [Range(0, 1_000_000)]
    public required int NumEpochs { get; init; }

    /// <summary>Whether each epoch's ranking of the samples is kept, in the run's <c>record</c> folder.</summary>
    public bool KeepRankings { get; init; }
}
