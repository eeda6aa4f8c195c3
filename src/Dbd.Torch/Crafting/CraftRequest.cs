namespace Dbd.Torch.Crafting;

/// <summary>What is asked of <see cref="Crafter"/>.</summary>
public sealed record CraftRequest
{
    /// <summary>The configuration: see config/craft/label_consistent.yaml.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>Overrides, <c>key.path=value</c> each.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary><c>cpu</c>, or the number of a CUDA device.</summary>
    public string Gpu { get; init; } = "0";

    /// <summary>Is told how far the work is; null where nobody looks.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
