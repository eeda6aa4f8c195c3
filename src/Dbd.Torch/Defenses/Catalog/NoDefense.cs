namespace Dbd.Torch.Defenses.Catalog;

/// <summary>Ordinary training, which every defense is compared with.</summary>
internal sealed class NoDefense : IDefense
{
    /// <inheritdoc/>
    public string Title => "No Defense";

    /// <inheritdoc/>
    public string Takes => IDefense.Nothing;

    /// <inheritdoc/>
    public string Recipes => "config/cpu";

    /// <inheritdoc/>
    public IReadOnlyList<DefenseStep> Steps { get; } = [new("supervise")];
}
