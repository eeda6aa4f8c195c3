namespace Dbd.Torch.Defenses.Catalog;

/// <summary>DBD for few cores as the judge, then ordinary training on what it believes. It is what <c>dbd defend</c> runs.</summary>
internal sealed class TrainedDbd : IDefense
{
    /// <summary>Ordinary training on what is believed.</summary>
    public static DefenseStep Final { get; } = new("train");

    /// <inheritdoc/>
    public string Title => "DBD, then training";

    /// <inheritdoc/>
    public string Takes => IDefense.Nothing;

    /// <inheritdoc/>
    public string Recipes => "config/cpu";

    /// <inheritdoc/>
    public IReadOnlyList<DefenseStep> Steps { get; } = [.. new WitnessedDbd().Steps, Final];
}
