using System.ComponentModel.DataAnnotations;

using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Torch.Losses;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>Options of stage 2.</summary>
internal sealed record WarmupOptions
{
    /// <summary>Batches of warmup and of tests.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>What the linear layer minimises, and what samples are ranked by.</summary>
    public required Choice<SampleLoss> Criterion { get; init; }

    /// <summary>Epochs.</summary>
    [Range(0, 1_000_000)]
    public required int NumEpochs { get; init; }
}
