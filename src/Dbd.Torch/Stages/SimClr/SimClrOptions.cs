using System.ComponentModel.DataAnnotations;

using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Torch.Losses;

namespace Dbd.Torch.Stages.SimClr;

/// <summary>How gradients that several processes compute, each of the loss of all images, become one (<c>gathered_gradient</c>).</summary>
internal enum GatheredGradient
{
    /// <summary>Their sum: the gradient that one process has.</summary>
    Exact,

    /// <summary>Their mean, as the reference has it: smaller by the number of processes.</summary>
    Averaged,
}

/// <summary>Options of <c>simclr</c>: DBD's stage 1.</summary>
[StageKeys("criterion", "aug")]
[MovedKey("transform", "aug")]
internal sealed record SimClrOptions : StageOptions
{
    /// <summary>How the two views of an image are made.</summary>
    public required ViewOptions Aug { get; init; }

    /// <summary>Batches.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>Accepted for the reference's files.</summary>
    [NoEffect("BatchNorm is always over the whole batch, however many processes share it")]
    public bool SyncBn { get; init; }

    /// <summary>What becomes of the gradients of several processes.</summary>
    public GatheredGradient GatheredGradient { get; init; } = GatheredGradient.Exact;

    /// <summary>What training minimises.</summary>
    public required Choice<ContrastiveLoss> Criterion { get; init; }

    /// <summary>Epochs.</summary>
    [Range(1, 1_000_000)]
    public required int NumEpochs { get; init; }

    /// <summary>Length of the first and of the last part of the run, in which checkpoints are kept often.</summary>
    [Range(1, 1_000_000)]
    [CommandFlag("--num-stage-epochs", "Epochs at either end that keep checkpoints often")]
    public int NumStageEpochs { get; init; } = 100;

    /// <summary>Epochs between kept checkpoints in those parts.</summary>
    [Range(1, 1_000_000)]
    [CommandFlag("--min-interval", "Epochs between kept checkpoints at either end")]
    public int MinInterval { get; init; } = 20;

    /// <summary>Epochs between kept checkpoints in the middle.</summary>
    [Range(1, 1_000_000)]
    [CommandFlag("--max-interval", "Epochs between kept checkpoints in the middle")]
    public int MaxInterval { get; init; } = 100;

    internal override ViewOptions TrainingView => Aug;
}
