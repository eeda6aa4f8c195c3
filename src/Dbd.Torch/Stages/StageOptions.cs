using System.ComponentModel.DataAnnotations;

using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Storage;
using Dbd.Poisoning;
using Dbd.Torch.Networks;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Stages;

/// <summary>Options that every stage has.</summary>
public abstract record StageOptions
{
    internal const int SmallestSize = 8;
    internal const int LargestSize = 1024;

    /// <summary>The stage that the file is for; null tells it by the reference's keys.</summary>
    public string? Stage { get; init; }

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

    /// <summary>Whether views that begin with <c>random_resize_crop</c> or <c>resize</c> get pictures in their own size, as torchvision's
    /// do, and not made to fit before.</summary>
    public bool DatasetOwnSize { get; init; }

    /// <summary>The share of each class that is held out where the data have no test set.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double DatasetHeldOut { get; init; } = 0.1;

    /// <summary>A test set that is known to be clean, of the same classes by name, in any form; null: the data's own, or a part that is
    /// held out.</summary>
    [MinLength(1)]
    public string? DatasetTest { get; init; }

    /// <summary>Which labels are read of data that have two kinds; null reads the fine ones.</summary>
    public LabelKind? DatasetLabels { get; init; }

    /// <summary>The clean data that brought poisoned data were made of; null looks for them beside those.</summary>
    public string? DatasetClean { get; init; }

    /// <summary>The label of the poisoned samples of brought data; null where the data say it.</summary>
    [Range(0, int.MaxValue)]
    public int? DatasetTarget { get; init; }

    /// <summary>Whether brought data were poisoned all to all: each poisoned sample has the label after its true one.</summary>
    public bool DatasetAllToAll { get; init; }

    /// <summary>The most megabytes of memory that pictures may take; null is a quarter of the machine's. What is larger is kept decoded in
    /// a file below <see cref="StorageDir"/>.</summary>
    [Range(0, int.MaxValue)]
    public int? Memory { get; init; }

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

    /// <summary>How the data are read.</summary>
    internal ReadingOptions Reading => new()
    {
        Size = DatasetSize,
        HeldOut = DatasetHeldOut,
        Test = DatasetTest is null ? null : UserPath.Expand(DatasetTest),
        Seed = Seed.Seed,
        Labels = DatasetLabels,
        Clean = DatasetClean,
        Target = DatasetTarget,
        AllToAll = DatasetAllToAll,
        Memory = MemoryBudget.Of(Memory),
        OwnSide = DatasetOwnSize ? LeastSide(Views) : null,
        OwnTestSide = DatasetOwnSize ? LeastSide([Transform.Test]) : null,
        Cache = CacheFolder.In(UserPath.Expand(StorageDir)),
    };

    /// <summary>How many features the network makes of an image.</summary>
    internal int CountFeatures()
    {
        using Backbone backbone = Network.Create()(Precision.Fp32);
        return backbone.Features;
    }

    /// <summary>What pictures of their own size need for some views; null where all take them as they were made to fit.</summary>
    internal static int? LeastSide(IEnumerable<ViewOptions> views) =>
        views.Max(view => new AugmentationPipeline([.. view.Primary.Select(step => step.Create())]).LeastSide);

    /// <summary>How training sees an image.</summary>
    internal virtual ViewOptions TrainingView => Transform.Train;

    /// <summary>All ways in which it sees one.</summary>
    internal IEnumerable<ViewOptions> Views => [TrainingView, Transform.Train, Transform.Test];
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
