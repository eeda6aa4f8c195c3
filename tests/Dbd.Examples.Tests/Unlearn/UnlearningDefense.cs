namespace Dbd.Torch.Defenses.Catalog;

/// <summary>Ordinary training, then backdoor unlearning.</summary>
/// <remarks>Li et al., "Anti-Backdoor Learning", NeurIPS 2021.</remarks>
public sealed class UnlearningDefense : IDefense
{
    /// <inheritdoc/>
    public string Title => "Unlearning";

    /// <inheritdoc/>
    public string Takes => "the share to unlearn";

    /// <inheritdoc/>
    public string Recipes => "config/tiny";

    /// <inheritdoc/>
    public IReadOnlyList<DefenseStep> Steps { get; } = [new("supervise"), new("unlearn")];
}
