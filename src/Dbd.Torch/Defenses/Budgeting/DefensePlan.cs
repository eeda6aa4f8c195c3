using System.Text.Json.Serialization;

using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Torch.Defenses.Catalog;

namespace Dbd.Torch.Defenses.Budgeting;

/// <summary>How much of everything a defense does.</summary>
internal sealed record DefensePlan : IJsonOnDeserialized
{
    private const int FewMapSamples = 600;

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

    /// <summary>Epochs of training on what is believed; 0 where stage 3's model is the defense's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Train { get; init; }

    /// <summary>Samples on the report's maps.</summary>
    public required int MapSamples { get; init; }

    /// <summary>The whole in small, each part trained twice.</summary>
    /// <param name="samples">Number of training samples.</param>
    /// <param name="iterations">Of MixMatch.</param>
    internal static DefensePlan Small(int samples, int iterations) => new()
    {
        Witness = 2,
        SimClr = 2,
        Warmup = 2,
        Semi = 2,
        Iterations = iterations,
        MapSamples = Math.Min(FewMapSamples, samples),
    };

    /// <summary>What all of it takes.</summary>
    internal double Seconds(Costs costs) => Runs(costs, []).Runs.Sum(run => run.Phases.Sum(phase => phase.Epochs * phase.Work));

    /// <summary>What the report takes.</summary>
    internal double ReportSeconds(Costs costs) => costs.Ranking + Maps * MapSeconds(costs);

    /// <summary>The runs that it makes and what comes after them, as a plan whose work is seconds.</summary>
    /// <param name="costs">What everything takes.</param>
    /// <param name="done">The parts that are trained.</param>
    internal RunPlan Runs(Costs costs, IEnumerable<string> done)
    {
        return new RunPlan(
        [
            Of(WitnessedDbd.Witness, new RunPhase(WitnessedDbd.Witness.Stage, Witness, costs.WitnessEpoch)),
            Of(WitnessedDbd.Features, new RunPhase(WitnessedDbd.Features.Stage, SimClr, costs.SimClrEpoch)),
            Of(
                WitnessedDbd.Finetune,
                new RunPhase("warmup", Warmup, costs.WarmupEpoch),
                new RunPhase("semi", Semi, Iterations * costs.Iteration, Before: costs.Ranking)),
            Part(DefensePart.Evidence, costs.Evidence),
            .. Final(),
            Part(DefensePart.Report, ReportSeconds(costs)),
        ], WorkSeconds: 1);

        RunStart[] Final() => Train == 0
            ? []
            : [Of(TrainedDbd.Final, new RunPhase(TrainedDbd.Final.Stage, Train, costs.TrainEpoch))];

        RunStart Of(DefenseStep step, params RunPhase[] phases)
        {
            int epochs = phases.Sum(p => p.Epochs);
            return new RunStart(step.Stage, done.Contains(step.Name) ? epochs + 1 : 1, epochs) { Phases = phases };
        }

        static RunStart Part(string name, double seconds) => new(name, 1, 1) { Phases = [new RunPhase(name, 1, seconds)] };
    }

    /// <summary>What is done once stage 3 is over.</summary>
    internal double AfterTraining(Costs costs) => costs.Evidence + Train * costs.TrainEpoch + ReportSeconds(costs);

    void IJsonOnDeserialized.OnDeserialized()
    {
        CheckedJson.Require(Witness > 0 && SimClr > 0 && Iterations > 0, "witness, simClr and iterations are not all above 0.");
        CheckedJson.Require(Warmup >= 0 && Semi >= 0 && Train >= 0 && MapSamples >= 0, "warmup, semi, train or mapSamples is below 0.");
    }

    private double MapSeconds(Costs costs) => (double)MapSamples * MapSamples * costs.MapPair;

    /// <inheritdoc/>
    public override string ToString() =>
        $"witness {Witness} epochs, SimCLR {SimClr} epochs, linear layer {Warmup} epochs, "
            + $"MixMatch {Semi} epochs of {Iterations} iterations{(Train > 0 ? $", training on what is believed {Train} epochs" : "")}";
}
