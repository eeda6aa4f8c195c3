using System.ComponentModel.DataAnnotations;

using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Suspicion;
using Dbd.Torch.Losses;

namespace Dbd.Torch.Stages.Train;

/// <summary>Options of <c>train</c>. Seed, data, classes, folders and attack are those of the judge's configuration, unless given
/// here.</summary>
[StageInput(InputRole.Judge, "mixmatch_finetune", "judge_checkpoint", ConfigKey = "judge_config_path",
    Inherits =
        [
            "seed", "dataset_dir", "train_images", "dataset_size", "dataset_held_out", "dataset_test", "dataset_labels", "dataset_clean",
            "dataset_target", "dataset_all_to_all", "dataset_own_size", "num_classes", "saved_dir", "storage_dir", "backdoor",
            "pretrain_config_path", "pretrain_checkpoint",
        ])]
[StageInput(InputRole.Backbone, "simclr", "pretrain_checkpoint", ConfigKey = "pretrain_config_path",
    Features = "SimCLR's features (stage 1, learned without labels)")]
[StageInput(InputRole.Witness, "supervise", "witness", IsOptional = true)]
internal sealed record TrainOptions : StageOptions
{
    /// <summary>The configuration of the DBD run that judges the labels.</summary>
    public required string JudgeConfigPath { get; init; }

    /// <summary>A file in that run's checkpoint folder.</summary>
    public string JudgeCheckpoint { get; init; } = "latest_model.pt";

    /// <summary>The configuration of the SimCLR run that the judge began from; the judge's names it.</summary>
    public required string PretrainConfigPath { get; init; }

    /// <summary>A file in that run's checkpoint folder.</summary>
    public required string PretrainCheckpoint { get; init; }

    /// <summary>The checkpoint of a short supervised run on the same poisoned data, or the run's configuration (<c>.yaml</c>).</summary>
    [MinLength(1)]
    public string? Witness { get; init; }

    /// <summary>A list of suspects (<c>suspects.csv</c>) whose column <c>action</c> says what is done with each sample; null makes one,
    /// with judge, witness and backbone, in the run's folder.</summary>
    [MinLength(1)]
    public string? Suspects { get; init; }

    /// <summary>Of which samples the model that is trained is asked whether it agrees with their label.</summary>
    public DoubtedUse Doubted { get; init; } = DoubtedUse.AsListed;

    /// <summary>What is done with samples that are left out.</summary>
    public LeftOutUse LeftOut { get; init; } = LeftOutUse.Relabel;

    /// <summary>The first epoch, from 2, before which the model is asked what it believes of these samples; it is asked before each later
    /// one too.</summary>
    [Range(2, 1_000_000)]
    public int AskedFrom { get; init; } = 3;

    /// <summary>The least probability at which the model's own label is taken for a sample that is left out.</summary>
    [Range(0.0, 1.0)]
    public double Confidence { get; init; } = 0.9;

    /// <summary>The share of a moving average of the weights that is kept at each step; the model is asked and tested with the average.
    /// Null uses the weights themselves.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? Ema { get; init; }

    /// <summary>Batches of training and tests.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>What training minimises.</summary>
    public required Choice<SampleLoss> Criterion { get; init; }

    /// <summary>Epochs.</summary>
    [Range(1, 1_000_000)]
    public required int NumEpochs { get; init; }
}
