using System.Text.Json.Serialization;

using Dbd.Serialization;

namespace Dbd.Torch.Defenses.Budgeting;

/// <summary>What parts of a defense take, on this machine, with these data. Seconds.</summary>
internal sealed record Costs : IJsonOnDeserialized
{
    // Whatever is measured lies between these; beyond them, sums and quotients of times are none.
    private const double Least = 1e-12;
    private const double Most = 1e9;

    // How many samples are not believed, at most, where a judge is good.
    private const double AskedShare = 0.3;

    /// <summary>An epoch of the witness, tests included.</summary>
    public required double WitnessEpoch { get; init; }

    /// <summary>An epoch of SimCLR.</summary>
    public required double SimClrEpoch { get; init; }

    /// <summary>An epoch of the linear layer, tests included.</summary>
    public required double WarmupEpoch { get; init; }

    /// <summary>What an epoch of stage 3 takes beside its iterations: ranking and tests. The report looks at as many samples.</summary>
    public required double Ranking { get; init; }

    /// <summary>An iteration of MixMatch.</summary>
    public required double Iteration { get; init; }

    /// <summary>Looking at every sample at the end: losses, features, neighbours.</summary>
    public required double Evidence { get; init; }

    /// <summary>A map of the features of so many samples, by the square of their number.</summary>
    public required double MapPair { get; init; }

    /// <summary>An epoch of training on what is believed, tests included: as of the witness, and the model is asked about those that are
    /// not believed.</summary>
    internal double TrainEpoch => WitnessEpoch + AskedShare * Ranking;

    /// <summary>The same on a machine that is slower by a factor.</summary>
    /// <param name="factor">Above 0.</param>
    public Costs Times(double factor) => new()
    {
        WitnessEpoch = WitnessEpoch * factor,
        SimClrEpoch = SimClrEpoch * factor,
        WarmupEpoch = WarmupEpoch * factor,
        Ranking = Ranking * factor,
        Iteration = Iteration * factor,
        Evidence = Evidence * factor,
        MapPair = MapPair * factor,
    };

    void IJsonOnDeserialized.OnDeserialized()
    {
        double[] divisors = [WitnessEpoch, SimClrEpoch, WarmupEpoch, Iteration, MapPair];
        CheckedJson.Require(
            divisors.All(d => d is > Least and < Most),
            "witnessEpoch, simClrEpoch, warmupEpoch, iteration and mapPair are not all above 0 seconds.");
        CheckedJson.Require(Ranking is >= 0 and < Most && Evidence is >= 0 and < Most, "ranking or evidence is no length of time.");
    }
}
