using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Torch.Optimization.Schedules;

/// <summary>Options of <c>cosine_annealing</c>: eta_min + (lr - eta_min) (1 + cos(pi epoch / T_max)) / 2.</summary>
/// <remarks>Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5. As in PyTorch it does not stop at T_max: it rises again.</remarks>
internal sealed record CosineAnnealingOptions : ScheduleOptions
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
    public override ScheduleOptions ForEpochs(int epochs) => this with { TMax = epochs };

    /// <inheritdoc/>
    public override LearningRate Create(double baseRate) =>
        epoch => EtaMin + (baseRate - EtaMin) * (1 + Math.Cos(Math.PI * Math.Floor(epoch) / TMax)) / 2;
}
