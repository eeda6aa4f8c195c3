namespace Dbd.Torch.Defenses.Catalog;

/// <summary>Anti-Backdoor Learning, for comparison: isolation, training on the rest, unlearning.</summary>
/// <remarks>Li et al., "Anti-Backdoor Learning: Training Clean Models on Poisoned Data", NeurIPS 2021.</remarks>
internal sealed class Abl : IDefense
{
    /// <inheritdoc/>
    public string Title => "ABL";

    /// <inheritdoc/>
    public string Takes => "the share to isolate";

    /// <inheritdoc/>
    public string Recipes => "config/cpu";

    /// <inheritdoc/>
    public IReadOnlyList<DefenseStep> Steps { get; } = [new("abl")];
}
