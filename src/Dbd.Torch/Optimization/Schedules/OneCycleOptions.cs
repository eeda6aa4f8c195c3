using System.ComponentModel.DataAnnotations;

namespace Dbd.Torch.Optimization.Schedules;

/// <summary>Options of <c>one_cycle</c>: from a low rate up to <c>lr</c> and down to almost nothing, both along half a cosine, a
/// new rate at each step.</summary>
/// <remarks>Smith and Topin, "Super-Convergence", 2017, in the form and with the defaults of PyTorch's OneCycleLR.</remarks>
internal sealed record OneCycleOptions : ScheduleOptions
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
    public override ScheduleOptions ForEpochs(int epochs) => this with { Epochs = epochs };

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
