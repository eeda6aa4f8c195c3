namespace Dbd.Torch.Defenses.Catalog;

/// <summary>A defense: a named chain of stages. <c>defend</c>, <c>table</c> and <c>quickstart</c> walk its steps; the last one's model is
/// the defense's.</summary>
public interface IDefense
{
    /// <summary>What a defense takes that only has the data.</summary>
    const string Nothing = "nothing";

    /// <summary>What it is called in tables.</summary>
    string Title { get; }

    /// <summary>What it has to be told or given beside the data, in a few words; <see cref="Nothing"/> where that is nothing.</summary>
    string Takes { get; }

    /// <summary>The folder of its configurations, below the one that holds <c>config/</c>: each is <c>STAGE/FILE</c> in it.</summary>
    string Recipes { get; }

    /// <summary>Its stages, in order. A stage takes the earlier runs that it declares as inputs from the steps before it.</summary>
    IReadOnlyList<DefenseStep> Steps { get; }
}
