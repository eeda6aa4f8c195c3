using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defenses.Recipe;

/// <summary>The steps of a defense, to be run.</summary>
/// <param name="Steps">In order.</param>
internal sealed record DefenseStages(IReadOnlyList<(DefenseStep Step, StageRequest Request)> Steps)
{
    /// <summary>What runs a step.</summary>
    public StageRequest this[DefenseStep step] => Steps.First(s => s.Step == step).Request;

    /// <summary>What runs the last one, whose model is the defense's.</summary>
    public StageRequest Last => Steps[^1].Request;
}
