using System.ComponentModel.DataAnnotations;

using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Torch.Losses;
using Dbd.Torch.SemiSupervised;

namespace Dbd.Torch.Stages.Asd;

/// <summary>Options of <c>asd</c>.</summary>
internal sealed record AsdOptions : StageOptions
{
    /// <summary>Samples of each class that are known to be clean, and are in the clean pool from the first epoch on.</summary>
    [Range(1, 1_000_000)]
    public int Seeds { get; init; } = 10;

    /// <summary>Which samples are known to be clean: a text file that names one a line, as <c>suspects.csv</c> does, or a folder with
    /// copies of their files. Null draws the seeds among those that the attack left alone, which only an experiment can.</summary>
    [MinLength(1)]
    public string? Trusted { get; init; }

    /// <summary>Batches of ranking, of the virtual model, and of tests.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>What samples are ranked by.</summary>
    public required Choice<SampleLoss> Criterion { get; init; }

    /// <summary>How the model learns from both pools.</summary>
    public required PoolTrainingOptions Semi { get; init; }

    /// <summary>The first part.</summary>
    public required ClassSplitOptions ClassSplit { get; init; }

    /// <summary>The second part.</summary>
    public required LossSplitOptions LossSplit { get; init; }

    /// <summary>The third part.</summary>
    public required MetaSplitOptions MetaSplit { get; init; }

    /// <summary>The share of a moving average of the weights that is kept at each step; samples are ranked, and the model is tested,
    /// with the average. Null uses the weights themselves.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? Ema { get; init; }
}

/// <summary>MixMatch on both pools: the clean one with its labels, the polluted one without.</summary>
internal sealed record PoolTrainingOptions
{
    /// <summary>Batches of either pool.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>The weight of the unlabeled loss.</summary>
    public required Choice<MixMatchLossOptions> Criterion { get; init; }

    /// <summary>Iterations, sharpening and mixing.</summary>
    [ConfigKey("mixmatch")]
    public required MixMatchOptions MixMatch { get; init; }
}

/// <summary>The clean pool grows by the samples of lowest loss of each class.</summary>
internal sealed record ClassSplitOptions
{
    /// <summary>Epochs.</summary>
    [Range(0, 1_000_000)]
    public required int NumEpochs { get; init; }

    /// <summary>Epochs after which it grows.</summary>
    [Range(1, 1_000_000)]
    public int Every { get; init; } = 5;

    /// <summary>Samples of each class that it grows by.</summary>
    [Range(1, 1_000_000)]
    public int More { get; init; } = 10;
}

/// <summary>The clean pool is the samples of lowest loss of all classes together.</summary>
internal sealed record LossSplitOptions
{
    /// <summary>Epochs.</summary>
    [Range(0, 1_000_000)]
    public required int NumEpochs { get; init; }

    /// <summary>Their share of all samples.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Share { get; init; } = 0.5;
}

/// <summary>The clean pool is the samples whose loss falls least when a copy of the model is trained on all labels: a trigger is learned
/// at once, a hard picture is not.</summary>
internal sealed record MetaSplitOptions
{
    /// <summary>Epochs.</summary>
    [Range(0, 1_000_000)]
    public required int NumEpochs { get; init; }

    /// <summary>Their share of all samples.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Share { get; init; } = 0.5;

    /// <summary>The learning rate of that copy, which learns by the stage's optimizer.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double Lr { get; init; } = 0.015;
}
