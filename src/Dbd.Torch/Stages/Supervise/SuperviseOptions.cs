using System.ComponentModel.DataAnnotations;

using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Torch.Losses;

namespace Dbd.Torch.Stages.Supervise;

/// <summary>Options of <c>supervise</c>: No Defense.</summary>
[StageKeys("criterion")]
internal sealed record SuperviseOptions : StageOptions
{
    /// <summary>Batches of training and tests.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>Accepted for the reference's files.</summary>
    [NoEffect("BatchNorm is always over the whole batch, however many processes share it")]
    public bool SyncBn { get; init; }

    /// <summary>What training minimises.</summary>
    public required Choice<SampleLoss> Criterion { get; init; }

    /// <summary>Epochs.</summary>
    [Range(1, 1_000_000)]
    public required int NumEpochs { get; init; }
}
