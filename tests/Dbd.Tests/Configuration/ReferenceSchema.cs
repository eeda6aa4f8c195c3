using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Tests.Configuration;

// Records as the stages have them, and registries whose entries make a plain description of themselves.

public sealed record Attack(object Options);

public sealed record Step(object Options);

public sealed record Network(object Options);

public sealed record Criterion(object Options);

public sealed record Optimizer(object Options);

public sealed record Schedule(object Options);

public sealed record Size(int Height, int Width)
{
    public int Area => Height * Width;

    public static Size FromConfig(IReadOnlyList<int> values) => values switch
    {
        [int side] => new Size(side, side),
        [int height, int width] => new Size(height, width),
        _ => throw new ConfigException("", $"Expected one or two numbers, found {values.Count}.", "Write [height, width]."),
    };
}

public enum PaddingMode
{
    Constant,
    Reflect,
    EdgeRepeated,
}

public sealed record BadNetsOptions
{
    public required string TriggerPath { get; init; }
}

public sealed record BlendOptions
{
    [Range(0.0, 1.0)]
    public required double Alpha { get; init; }

    public required string TriggerPath { get; init; }
}

public sealed record RandomCropOptions
{
    [Range(1, 1024)]
    public required Size Size { get; init; }

    [Range(0, int.MaxValue)]
    public int Padding { get; init; }

    public PaddingMode PaddingMode { get; init; }
}

public sealed record ResizedCropOptions
{
    public required Size Size { get; init; }

    [Length(2, 2)]
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public IReadOnlyList<double> Scale { get; init; } = [0.08, 1];

    [AllowedValues(2, 3)]
    public int Interpolation { get; init; } = 2;
}

public sealed record ChanceOptions
{
    [Range(0.0, 1.0)]
    public double P { get; init; } = 0.5;
}

public sealed record JitterOptions
{
    public double P { get; init; } = 1;

    public double Brightness { get; init; }

    public double Contrast { get; init; }

    public double Saturation { get; init; }

    [Range(0.0, 0.5)]
    public double Hue { get; init; }
}

public sealed record BlurOptions : IValidated
{
    public double P { get; init; } = 0.5;

    [Length(2, 2)]
    public IReadOnlyList<double> Sigma { get; init; } = [0.1, 2];

    public void Validate()
    {
        if (Sigma[0] > Sigma[1])
            throw new ConfigException("sigma", "The first number is the larger one.", "Write [smallest, largest].");
    }
}

public sealed record NetworkOptions
{
    [Range(2, int.MaxValue)]
    public required int NumClasses { get; init; }

    [Range(1, int.MaxValue)]
    public int Width { get; init; } = 64;
}

public sealed record CrossEntropyOptions
{
    [AllowedValues("mean", "sum")]
    public string Reduction { get; init; } = "mean";
}

public sealed record SimClrOptions
{
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public required double Temperature { get; init; }
}

public sealed record SceOptions
{
    public required double Alpha { get; init; }

    public required double Beta { get; init; }

    public required int NumClasses { get; init; }
}

public sealed record MixMatchLossOptions
{
    public required double LambdaU { get; init; }

    public required int RampupLength { get; init; }
}

public sealed record SgdOptions
{
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public required double Lr { get; init; }

    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; }

    public double WeightDecay { get; init; }
}

public sealed record AdamOptions
{
    public double Lr { get; init; } = 0.001;
}

public sealed record MultiStepOptions
{
    [MinLength(1)]
    [Range(1, int.MaxValue)]
    public required IReadOnlyList<int> Milestones { get; init; }

    public double Gamma { get; init; } = 0.1;
}

public sealed record CosineOptions
{
    [ConfigKey("T_max")]
    public required int TMax { get; init; }
}

public sealed record SeedConfig
{
    [Range(0L, long.MaxValue)]
    public required long Seed { get; init; }

    public bool Deterministic { get; init; }

    [NoEffect("cuDNN is not tuned here.")]
    public bool Benchmark { get; init; }
}

public sealed record NormalizeConfig
{
    [Length(3, 3)]
    public required IReadOnlyList<double> Mean { get; init; }

    [Length(3, 3)]
    public required IReadOnlyList<double> Std { get; init; }
}

public sealed record RemainingConfig
{
    public required bool ToTensor { get; init; }

    public required NormalizeConfig Normalize { get; init; }
}

public sealed record ViewConfig
{
    public required IReadOnlyList<Choice<Step>> Primary { get; init; }

    public required RemainingConfig Remaining { get; init; }
}

public sealed record TransformConfig
{
    public IReadOnlyList<Choice<Step>> Pre { get; init; } = [];

    public required ViewConfig Train { get; init; }

    public required ViewConfig Test { get; init; }
}

public sealed record BackdoorConfig
{
    [Range(0.0, 1.0)]
    public required double PoisonRatio { get; init; }

    public required int TargetLabel { get; init; }

    [Inline]
    public required Choice<Attack> Attack { get; init; }
}

public sealed record LoaderConfig
{
    [Range(1, int.MaxValue)]
    public required int BatchSize { get; init; }

    public int NumWorkers { get; init; }

    [NoEffect("Batches are copied to the device in one piece.")]
    public bool PinMemory { get; init; }
}

/// <summary>The keys of supervise and simclr.</summary>
public sealed record TrainingConfig
{
    public required SeedConfig Seed { get; init; }

    public required string DatasetDir { get; init; }

    public required int NumClasses { get; init; }

    public required string SavedDir { get; init; }

    public required string StorageDir { get; init; }

    [NoEffect("Batches are always prefetched.")]
    public bool Prefetch { get; init; } = true;

    public required TransformConfig Transform { get; init; }

    public ViewConfig? Aug { get; init; }

    public required BackdoorConfig Backdoor { get; init; }

    public required LoaderConfig Loader { get; init; }

    public required Choice<Network> Network { get; init; }

    [NoEffect("There is one process.")]
    public bool SyncBn { get; init; }

    public required Choice<Criterion> Criterion { get; init; }

    public required Choice<Optimizer> Optimizer { get; init; }

    public required Choice<Schedule>? LrScheduler { get; init; }

    [Range(1, int.MaxValue)]
    public required int NumEpochs { get; init; }
}

public sealed record WarmupConfig
{
    public required LoaderConfig Loader { get; init; }

    public required Choice<Criterion> Criterion { get; init; }

    public required int NumEpochs { get; init; }
}

public sealed record MixMatchConfig
{
    public required int TrainIteration { get; init; }

    public required double Temperature { get; init; }

    public required double Alpha { get; init; }

    public required int NumClasses { get; init; }
}

public sealed record SemiConfig
{
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public required double Epsilon { get; init; }

    public required LoaderConfig Loader { get; init; }

    public required Choice<Criterion> Criterion { get; init; }

    [ConfigKey("mixmatch")]
    public required MixMatchConfig MixMatch { get; init; }

    public required int NumEpochs { get; init; }
}

/// <summary>The keys of mixmatch_finetune, with those it takes from the simclr file.</summary>
public sealed record FinetuneConfig
{
    public static readonly string[] Inherited = ["seed", "dataset_dir", "num_classes", "saved_dir", "storage_dir", "backdoor"];

    public required string PretrainConfigPath { get; init; }

    public required string PretrainCheckpoint { get; init; }

    public required SeedConfig Seed { get; init; }

    public required string DatasetDir { get; init; }

    public required int NumClasses { get; init; }

    public required string SavedDir { get; init; }

    public required string StorageDir { get; init; }

    [NoEffect("Batches are always prefetched.")]
    public bool Prefetch { get; init; } = true;

    public required TransformConfig Transform { get; init; }

    public required BackdoorConfig Backdoor { get; init; }

    public required Choice<Network> Network { get; init; }

    public required Choice<Optimizer> Optimizer { get; init; }

    public Choice<Schedule>? LrScheduler { get; init; }

    public required WarmupConfig Warmup { get; init; }

    public required SemiConfig Semi { get; init; }
}
