namespace Dbd.Torch.Defenses.Catalog;

/// <summary>DBD for few cores: a model that ordinary training has just begun to teach, the witness, tells first which samples it fits too
/// early; stage 3 never believes these. It is the recipe of <c>config/cpu</c>.</summary>
internal sealed class WitnessedDbd : IDefense
{
    /// <summary>A short supervised training.</summary>
    public static DefenseStep Witness { get; } = new("supervise") { Name = "witness", File = "witness_{attack}.yaml" };

    /// <summary>DBD's stage 1.</summary>
    public static DefenseStep Features { get; } = new("simclr") { Budget = BudgetUse.Epochs };

    /// <summary>DBD's stages 2 and 3.</summary>
    public static DefenseStep Finetune { get; } = new("mixmatch_finetune") { Budget = BudgetUse.Rest };

    /// <inheritdoc/>
    public string Title => "DBD";

    /// <inheritdoc/>
    public string Takes => IDefense.Nothing;

    /// <inheritdoc/>
    public string Recipes => "config/cpu";

    /// <inheritdoc/>
    public IReadOnlyList<DefenseStep> Steps { get; } = [Witness, Features, Finetune];
}
