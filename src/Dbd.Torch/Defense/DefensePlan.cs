using System.Text.Json.Serialization;

using Dbd.Serialization;

namespace Dbd.Torch.Defense;

/// <summary>How much of everything a defense does.</summary>
public sealed record DefensePlan : IJsonOnDeserialized
{
    /// <summary>Maps in a report: of SimCLR's features and of the final model's.</summary>
    internal const int Maps = 2;

    /// <summary>Epochs of the witness.</summary>
    public required int Witness { get; init; }

    /// <summary>Epochs of SimCLR.</summary>
    public required int SimClr { get; init; }

    /// <summary>Epochs of the linear layer.</summary>
    public required int Warmup { get; init; }

    /// <summary>Epochs of stage 3.</summary>
    public required int Semi { get; init; }

    /// <summary>Iterations of MixMatch in each of them.</summary>
    public required int Iterations { get; init; }

    /// <summary>Samples on the report's maps.</summary>
    public required int MapSamples { get; init; }

    /// <summary>What stages 2 and 3 take.</summary>
    internal double FinetuneSeconds(Costs costs) => Warmup * costs.WarmupEpoch + Semi * (costs.Ranking + Iterations * costs.Iteration);

    /// <summary>What the report takes.</summary>
    internal double ReportSeconds(Costs costs) => costs.Ranking + Maps * MapSeconds(costs);

    /// <summary>The parts that come after the plan is made.</summary>
    internal Timeline Timeline(Costs costs) => new(
    [
        new(DefensePart.Witness, Witness * costs.WitnessEpoch),
        new(DefensePart.SimClr, SimClr * costs.SimClrEpoch),
        new(DefensePart.Finetune, FinetuneSeconds(costs)),
        new(DefensePart.Evidence, costs.Evidence),
        new(DefensePart.Report, ReportSeconds(costs)),
    ]);

    /// <summary>What is done once the last stage is over.</summary>
    internal double AfterTraining(Costs costs) => costs.Evidence + ReportSeconds(costs);

    void IJsonOnDeserialized.OnDeserialized()
    {
        CheckedJson.Require(Witness > 0 && SimClr > 0 && Iterations > 0, "witness, simClr and iterations are not all above 0.");
        CheckedJson.Require(Warmup >= 0 && Semi >= 0 && MapSamples >= 0, "warmup, semi or mapSamples is below 0.");
    }

    private double MapSeconds(Costs costs) => (double)MapSamples * MapSamples * costs.MapPair;

    /// <inheritdoc/>
    public override string ToString() =>
        $"witness {Witness} epochs, SimCLR {SimClr} epochs, linear layer {Warmup} epochs, MixMatch {Semi} epochs of {Iterations} iterations";
}
