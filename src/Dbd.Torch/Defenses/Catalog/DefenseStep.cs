namespace Dbd.Torch.Defenses.Catalog;

/// <summary>A stage of a defense.</summary>
/// <param name="Stage">Its name in the catalogue of stages.</param>
public sealed record DefenseStep(string Stage)
{
    /// <summary>What it is called in the defense, where that is not the stage's name.</summary>
    public string Name { get; init; } = Stage;

    /// <summary>Its configuration in the folder of its stage; <c>{attack}</c> stands for the attack's name.</summary>
    public string File { get; init; } = "{attack}.yaml";

    /// <summary>What a budget may change of it.</summary>
    public BudgetUse Budget { get; init; } = BudgetUse.None;

    /// <summary>The path of its configuration.</summary>
    /// <param name="recipes">The folder of the defense's configurations.</param>
    /// <param name="attack">The attack's name.</param>
    public string ConfigIn(string recipes, string attack) =>
        $"{recipes}/{Stage}/{File}".Replace("{attack}", attack, StringComparison.Ordinal);
}

/// <summary>What a budget may change of a step.</summary>
public enum BudgetUse
{
    /// <summary>Nothing: it takes what it takes.</summary>
    None,

    /// <summary>The number of its epochs.</summary>
    Epochs,

    /// <summary>It gets the time that is really left when it begins, by its epochs and their length.</summary>
    Rest,
}
