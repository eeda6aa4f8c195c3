using Dbd.Serialization;

namespace Dbd.Torch.Defenses.Budgeting;

/// <summary>What a calibration has measured so far; kept in its folder, so that an interrupted one goes on.</summary>
internal sealed record Measurements
{
    private const string FileName = "measured.json";

    /// <summary>What was calibrated: data and recipe. Another calibration begins anew.</summary>
    public string Of { get; init; } = "";

    /// <summary>What a forward pass of a picture takes, by the first look, seconds; null before that is measured.</summary>
    public double? Pass { get; init; }

    /// <summary>How much was trained to measure the epochs; null before that is chosen.</summary>
    public CalibrationSize? Size { get; init; }

    /// <summary>The epochs of the stages, by stage and number.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<int, TimedEpoch>> Epochs { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<int, TimedEpoch>>();

    /// <summary>Seconds that a map of some samples takes, by the square of their number; null before that is measured.</summary>
    public double? Map { get; init; }

    /// <summary>Likewise, that looking for neighbours takes; null before that is measured.</summary>
    public double? Neighbours { get; init; }

    /// <summary>What was measured in a folder; nothing where there is no file, or a damaged one, or one of another calibration.</summary>
    /// <param name="folder">The calibration's folder.</param>
    /// <param name="of">What is calibrated.</param>
    public static Measurements In(string folder, string of)
    {
        string path = PathIn(folder);
        try
        {
            if (File.Exists(path) && CheckedJson.Read<Measurements>(path, "It is measured again.") is { } kept && kept.Of == of)
                return kept;
        }
        catch (DbdException)
        {
            // To measure again costs a minute.
        }
        return new Measurements { Of = of };
    }

    /// <summary>How much was measured, in parts of a few seconds.</summary>
    public int Count => Epochs.Values.Sum(e => e.Count) + (Map is null ? 0 : 1) + (Neighbours is null ? 0 : 1);

    /// <summary>The epochs of a stage that were measured, by number.</summary>
    public IReadOnlyDictionary<int, TimedEpoch> EpochsOf(string stage) =>
        Epochs.GetValueOrDefault(stage) ?? new Dictionary<int, TimedEpoch>();

    /// <summary>The same with another epoch.</summary>
    public Measurements With(string stage, int epoch, TimedEpoch timed)
    {
        Dictionary<int, TimedEpoch> epochs = new(EpochsOf(stage)) { [epoch] = timed };
        return this with { Epochs = new Dictionary<string, IReadOnlyDictionary<int, TimedEpoch>>(Epochs) { [stage] = epochs } };
    }

    /// <summary>An epoch of a stage; null where it was not measured.</summary>
    public TimedEpoch? Epoch(string stage, int epoch) => EpochsOf(stage).GetValueOrDefault(epoch);

    /// <summary>Writes the file, safely.</summary>
    public void Save(string folder) => CheckedJson.Write(PathIn(folder), this);

    private static string PathIn(string folder) => Path.Combine(folder, FileName);
}
