using System.Text.Json.Serialization;

using Dbd.Serialization;

namespace Dbd.Runs;

/// <summary>A complete epoch of a run.</summary>
/// <param name="Seconds">What it took, tests included; 0 where that was not recorded.</param>
/// <param name="Readings">Its readings by group and name.</param>
public sealed record EpochRecord(double Seconds, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Readings)
    : IJsonOnDeserialized
{
    /// <summary>One of which nothing was recorded.</summary>
    internal static EpochRecord Unknown { get; } = Of(0, []);

    /// <summary>BA, in [0, 1]; null where it was not measured.</summary>
    [JsonIgnore]
    public double? BenignAccuracy => Of(Measure.BenignAccuracy);

    /// <summary>ASR, in [0, 1]; null where it was not measured.</summary>
    [JsonIgnore]
    public double? AttackSuccessRate => Of(Measure.AttackSuccessRate);

    /// <summary>RA, in [0, 1]; null where it was not measured.</summary>
    [JsonIgnore]
    public double? RobustAccuracy => Of(Measure.RobustAccuracy);

    /// <summary>Recall of the target class, in [0, 1]; null where it was not measured, or the attack has no one target.</summary>
    [JsonIgnore]
    public double? TargetRecall => Of(Measure.TargetRecall);

    /// <summary>A reading; null where the epoch has none of that name.</summary>
    /// <param name="measure">Which.</param>
    public double? Of(Measure measure) =>
        Readings.TryGetValue(measure.Group, out IReadOnlyDictionary<string, double>? readings)
            && readings.TryGetValue(measure.Reading, out double value)
            ? value
            : null;

    /// <summary>An epoch by its groups.</summary>
    /// <param name="seconds">What it took; 0 where that is not known.</param>
    /// <param name="groups">Its readings.</param>
    public static EpochRecord Of(double seconds, IEnumerable<MetricGroup> groups) => new(
        seconds,
        groups.ToDictionary(g => g.Name, IReadOnlyDictionary<string, double> (g) => g.Readings.ToDictionary(r => r.Name, r => r.Value)));

    void IJsonOnDeserialized.OnDeserialized() =>
        CheckedJson.Require(Seconds is >= 0 and < double.PositiveInfinity, "seconds is no length of time.");
}
