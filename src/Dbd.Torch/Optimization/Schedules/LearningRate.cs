using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Torch.Optimization.Schedules;

/// <summary>The learning rate as a function of the time in training: it has no state, so resuming needs none.</summary>
/// <param name="epoch">Epochs behind us: 0 at the first step, 1.5 in the middle of the second epoch.</param>
/// <returns>The rate in use then. The schedules of the reference change it between epochs only.</returns>
public delegate double LearningRate(double epoch);

/// <summary>Options of a schedule, and how to make it from them.</summary>
public abstract record ScheduleOptions
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="baseRate">The optimizer's <c>lr</c>.</param>
    public abstract LearningRate Create(double baseRate);

    /// <summary>What PyTorch's scheduler of this name keeps in its state dict, beside what all keep.</summary>
    public abstract IReadOnlyDictionary<string, object?> Hyperparameters { get; }
}

/// <summary>Options of <c>multi_step</c>: at each milestone the rate is multiplied by gamma.</summary>
public sealed record MultiStepOptions : ScheduleOptions
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

/// <summary>Options of <c>cosine_annealing</c>: eta_min + (lr - eta_min) (1 + cos(pi epoch / T_max)) / 2.</summary>
/// <remarks>Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5. As in PyTorch it does not stop at T_max: it rises again.</remarks>
public sealed record CosineAnnealingOptions : ScheduleOptions
{
    /// <summary>Epochs from the highest rate to the lowest.</summary>
    [ConfigKey("T_max")]
    [Range(1, int.MaxValue)]
    public required int TMax { get; init; }

    /// <summary>The lowest rate.</summary>
    [Range(0.0, 1e6)]
    public double EtaMin { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Hyperparameters => new Dictionary<string, object?>
    {
        ["T_max"] = (long)TMax,
        ["eta_min"] = EtaMin,
    };

    /// <inheritdoc/>
    public override LearningRate Create(double baseRate) =>
        epoch => EtaMin + (baseRate - EtaMin) * (1 + Math.Cos(Math.PI * Math.Floor(epoch) / TMax)) / 2;
}

/// <summary>Options of <c>one_cycle</c>: from a low rate up to <c>lr</c> and down to almost nothing, both along half a cosine, a
/// new rate at each step.</summary>
/// <remarks>Smith and Topin, "Super-Convergence", 2017, in the form and with the defaults of PyTorch's OneCycleLR.</remarks>
public sealed record OneCycleOptions : ScheduleOptions
{
    /// <summary>Epochs of the whole cycle; after them the rate stays at its end.</summary>
    [Range(1, int.MaxValue)]
    public required int Epochs { get; init; }

    /// <summary>The share of the cycle in which the rate rises.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double PctStart { get; init; } = 0.3;

    /// <summary>The highest rate by the first.</summary>
    [Range(1.0, 1e9)]
    public double DivFactor { get; init; } = 25;

    /// <summary>The first rate by the last.</summary>
    [Range(1.0, 1e9)]
    public double FinalDivFactor { get; init; } = 1e4;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Hyperparameters => new Dictionary<string, object?>
    {
        ["epochs"] = (long)Epochs,
        ["pct_start"] = PctStart,
        ["div_factor"] = DivFactor,
        ["final_div_factor"] = FinalDivFactor,
    };

    /// <inheritdoc/>
    public override LearningRate Create(double baseRate)
    {
        double first = baseRate / DivFactor;
        double last = first / FinalDivFactor;
        double peak = PctStart * Epochs;
        return epoch => epoch < peak
            ? Between(first, baseRate, epoch / peak)
            : Between(baseRate, last, Math.Min(1, (epoch - peak) / (Epochs - peak)));
    }

    private static double Between(double from, double to, double share) => to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;
}
