using System.ComponentModel.DataAnnotations;

using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Torch.Losses;

namespace Dbd.Torch.Stages.Unlearn;

/// <summary>Options of <c>unlearn</c>.</summary>
[StageInput("model", "supervise", "model_checkpoint", ConfigKey = "model_config_path",
    Inherits = ["seed", "dataset_dir", "num_classes", "saved_dir", "storage_dir", "backdoor"])]
public sealed record UnlearnOptions : StageOptions
{
    /// <summary>The configuration of the run whose model unlearns.</summary>
    public required string ModelConfigPath { get; init; }

    /// <summary>A file in that run's checkpoint folder.</summary>
    public string ModelCheckpoint { get; init; } = "latest_model.pt";

    /// <summary>The share of training samples that is unlearned: those of the lowest loss.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Share { get; init; } = 0.05;

    /// <summary>Batches of training and tests.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>What training had minimised, and unlearning maximises.</summary>
    public required Choice<SampleLoss> Criterion { get; init; }

    /// <summary>Epochs.</summary>
    [Range(1, 1000)]
    public required int NumEpochs { get; init; }
}
