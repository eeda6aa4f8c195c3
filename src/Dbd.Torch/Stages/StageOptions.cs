using System.ComponentModel.DataAnnotations;

using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Poisoning;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages.MixMatch;

namespace Dbd.Torch.Stages;

/// <summary>Options that every stage has.</summary>
public abstract record StageOptions
{
    internal const int SmallestSize = 8;
    internal const int LargestSize = 1024;

    /// <summary>Where randomness begins.</summary>
    public required SeedOptions Seed { get; init; }

    /// <summary>The folder of the data, in any form that <see cref="DataCatalog.Datasets"/> has, or the file that lists them.</summary>
    public required string DatasetDir { get; init; }

    /// <summary>How many training images are used, from the first; null is all.</summary>
    [Range(1, int.MaxValue)]
    public int? TrainImages { get; init; }

    /// <summary>The side of every picture; others are made to fit.</summary>
    [Range(SmallestSize, LargestSize)]
    public int DatasetSize { get; init; } = 32;

    /// <summary>The share of each class that is held out where the data have no test set.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double DatasetHeldOut { get; init; } = 0.1;

    /// <summary>Number of classes.</summary>
    [Range(2, 100_000)]
    public required int NumClasses { get; init; }

    /// <summary>Below it: config copies, poison index, logs, CSV files.</summary>
    public required string SavedDir { get; init; }

    /// <summary>Below it: checkpoints.</summary>
    public required string StorageDir { get; init; }

    /// <summary>Accepted for the reference's files.</summary>
    [NoEffect("batches are always prepared ahead")]
    public bool Prefetch { get; init; }

    /// <summary>How images are changed and become numbers.</summary>
    public required TransformOptions Transform { get; init; }

    /// <summary>The attack; null takes the data as they are, and measures no ASR.</summary>
    public required BackdoorOptions? Backdoor { get; init; }

    /// <summary>The network.</summary>
    public required Choice<NetworkFactory> Network { get; init; }

    /// <summary>The optimizer.</summary>
    public required Choice<OptimizerOptions> Optimizer { get; init; }

    /// <summary>The learning rate's schedule; null keeps it constant.</summary>
    public Choice<ScheduleOptions>? LrScheduler { get; init; }

    /// <summary>Number format of convolutions.</summary>
    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>Threads of libtorch's operators; 0 is one a core.</summary>
    [Range(0, 4096)]
    public int Threads { get; init; }
}

/// <summary>Options of <c>seed</c>.</summary>
public sealed record SeedOptions
{
    /// <summary>Everything random is a function of it.</summary>
    public required int Seed { get; init; }

    /// <summary>Accepted for the reference's files.</summary>
    [NoEffect("runs on the CPU are always repeatable in fp32 with the same number of threads")]
    public bool Deterministic { get; init; }

    /// <summary>Accepted for the reference's files.</summary>
    [NoEffect("a switch of cuDNN that changes speed only")]
    public bool Benchmark { get; init; }
}

/// <summary>Options of <c>supervise</c>: No Defense.</summary>
public sealed record SuperviseOptions : StageOptions
{
    /// <summary>Batches of training and tests.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>Accepted for the reference's files.</summary>
    [NoEffect("it concerns several GPUs; a run trains on one device")]
    public bool SyncBn { get; init; }

    /// <summary>What training minimises.</summary>
    public required Choice<SampleLoss> Criterion { get; init; }

    /// <summary>Epochs.</summary>
    [Range(1, 1_000_000)]
    public required int NumEpochs { get; init; }
}

/// <summary>Options of <c>simclr</c>: DBD's stage 1.</summary>
public sealed record SimClrOptions : StageOptions
{
    /// <summary>How the two views of an image are made.</summary>
    public required ViewOptions Aug { get; init; }

    /// <summary>Batches.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>Accepted for the reference's files.</summary>
    [NoEffect("it concerns several GPUs; a run trains on one device")]
    public bool SyncBn { get; init; }

    /// <summary>What training minimises.</summary>
    public required Choice<ContrastiveLoss> Criterion { get; init; }

    /// <summary>Epochs.</summary>
    [Range(1, 1_000_000)]
    public required int NumEpochs { get; init; }
}

/// <summary>Options of <c>mixmatch_finetune</c>: DBD's stages 2 and 3. Seed, data, classes, folders and attack are those of the
/// SimCLR run's configuration, unless given here.</summary>
public sealed record MixMatchFinetuneOptions : StageOptions
{
    /// <summary>The keys that are taken from the SimCLR run's configuration, and no others.</summary>
    internal static readonly string[] Inherited = ["seed", "dataset_dir", "train_images", "dataset_size", "dataset_held_out", "num_classes", "saved_dir", "storage_dir", "backdoor"];

    /// <summary>The configuration of the SimCLR run.</summary>
    public required string PretrainConfigPath { get; init; }

    /// <summary>A file in that run's checkpoint folder.</summary>
    public required string PretrainCheckpoint { get; init; }

    /// <summary>Stage 2.</summary>
    public required WarmupOptions Warmup { get; init; }

    /// <summary>Stage 3.</summary>
    public required SemiOptions Semi { get; init; }
}

/// <summary>Options of stage 2.</summary>
public sealed record WarmupOptions
{
    /// <summary>Batches of warmup and of tests.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>What the linear layer minimises, and what samples are ranked by.</summary>
    public required Choice<SampleLoss> Criterion { get; init; }

    /// <summary>Epochs.</summary>
    [Range(0, 1_000_000)]
    public required int NumEpochs { get; init; }
}

/// <summary>Options of stage 3.</summary>
public sealed record SemiOptions
{
    /// <summary>The share of training samples that keep their label.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public required double Epsilon { get; init; }

    /// <summary>The share in the last epoch, between which and the first one's the share goes in equal steps; null keeps it.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double? EpsilonEnd { get; init; }

    /// <summary>Whether samples are ranked all together or label by label.</summary>
    public SplitBalance Balance { get; init; } = SplitBalance.None;

    /// <summary>The checkpoint of a short supervised run on the same poisoned data, or the run's configuration (<c>.yaml</c>): samples that it fits suspiciously early are never
    /// credible. Null asks no such witness.</summary>
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
}
