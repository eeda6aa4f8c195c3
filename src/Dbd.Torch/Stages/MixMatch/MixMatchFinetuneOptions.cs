using Dbd.Configuration;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>Options of <c>mixmatch_finetune</c>: DBD's stages 2 and 3. Seed, data, classes, folders and attack are those of the
/// SimCLR run's configuration, unless given here.</summary>
[StageKeys("pretrain_config_path")]
[StageInput(InputRole.Backbone, "simclr", "pretrain_checkpoint", ConfigKey = "pretrain_config_path",
    Inherits =
        [
            "seed", "dataset_dir", "train_images", "dataset_size", "dataset_own_size", "dataset_held_out", "dataset_test", "dataset_labels",
            "dataset_clean", "dataset_target", "dataset_all_to_all", "num_classes", "saved_dir", "storage_dir", "backdoor",
        ],
    Features = "SimCLR's features (stage 1, learned without labels)")]
[StageInput(InputRole.Witness, "supervise", "semi.witness", IsOptional = true)]
internal sealed record MixMatchFinetuneOptions : StageOptions, IValidated
{
    /// <summary>The configuration of the SimCLR run.</summary>
    public required string PretrainConfigPath { get; init; }

    /// <summary>A file in that run's checkpoint folder.</summary>
    public required string PretrainCheckpoint { get; init; }

    /// <summary>Stage 2.</summary>
    public required WarmupOptions Warmup { get; init; }

    /// <summary>Stage 3.</summary>
    public required SemiOptions Semi { get; init; }

    void IValidated.Validate()
    {
        if (Warmup.NumEpochs + Semi.NumEpochs == 0)
            throw new ConfigException(
                "semi.num_epochs", "There is nothing to train: warmup.num_epochs is 0 too.", "Give one of them epochs.");
    }
}
