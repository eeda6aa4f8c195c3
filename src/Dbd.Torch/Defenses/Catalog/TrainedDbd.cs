namespace Dbd.Torch.Defenses.Catalog;

/// <summary>DBD for few cores as the judge, then ordinary training on what it believes.</summary>
internal sealed class TrainedDbd : IDefense
{
    /// <inheritdoc/>
    public string Title => "DBD, then training";

    /// <inheritdoc/>
    public string Recipes => "config/cpu";

    /// <inheritdoc/>
    public IReadOnlyList<DefenseStep> Steps { get; } = [.. new WitnessedDbd().Steps, new("train")];
}
