namespace Dbd.Torch.Defenses.Catalog;

/// <summary>Adaptive splitting, for comparison: a pool of believed labels grows from a few clean samples, MixMatch learns from it and the
/// others.</summary>
/// <remarks>Gao et al., "Backdoor Defense via Adaptively Splitting Poisoned Dataset", CVPR 2023.</remarks>
internal sealed class Asd : IDefense
{
    /// <inheritdoc/>
    public string Title => "ASD";

    /// <inheritdoc/>
    public string Takes => "10 clean samples of each class";

    /// <inheritdoc/>
    public string Recipes => "config/cpu";

    /// <inheritdoc/>
    public IReadOnlyList<DefenseStep> Steps { get; } = [new("asd")];
}
