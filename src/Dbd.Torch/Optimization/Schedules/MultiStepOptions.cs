using System.ComponentModel.DataAnnotations;

namespace Dbd.Torch.Optimization.Schedules;

/// <summary>Options of <c>multi_step</c>: at each milestone the rate is multiplied by gamma.</summary>
internal sealed record MultiStepOptions : ScheduleOptions
{
    /// <summary>Epochs, in any order; one that stands twice counts twice.</summary>
    public required IReadOnlyList<int> Milestones { get; init; }

    /// <summary>The factor.</summary>
    [Range(0.0, 1e3, MinimumIsExclusive = true)]
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Hyperparameters => new Dictionary<string, object?>
    {
        ["milestones"] = Milestones,
        ["gamma"] = Gamma,
    };

    /// <inheritdoc/>
    public override LearningRate Create(double baseRate) =>
        epoch => baseRate * Math.Pow(Gamma, Milestones.Count(m => m <= epoch));
}
