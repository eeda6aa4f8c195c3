using Dbd.Data;
using Dbd.Poisoning;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defenses.Recipe;

/// <summary>The keys that all stages of a defense get from the command: its data as they are, and its folders.</summary>
internal sealed record DefenseSource
{
    public required SeedOptions Seed { get; init; }

    public required string DatasetDir { get; init; }

    public required int DatasetSize { get; init; }

    public required double DatasetHeldOut { get; init; }

    public string? DatasetTest { get; init; }

    public LabelKind? DatasetLabels { get; init; }

    public string? DatasetClean { get; init; }

    public int? DatasetTarget { get; init; }

    public bool DatasetAllToAll { get; init; }

    public int? Memory { get; init; }

    public required int NumClasses { get; init; }

    public required string SavedDir { get; init; }

    public required string StorageDir { get; init; }

    /// <summary>Null: every sample is looked at.</summary>
    public int? TrainImages { get; init; }

    /// <summary>Null: nothing is known of an attack.</summary>
    public BackdoorOptions? Backdoor { get; init; }
}
