using System.Text.Json.Serialization;

using Dbd.Serialization;

namespace Dbd.Torch.Tables;

/// <summary>What a run has reached, kept in its folder as <c>run.json</c>.</summary>
public sealed record RunRecord
{
    private const string FileName = "run.json";

    private const string Advice = "The record is damaged. Remove it: the run goes on from its checkpoint, or is trained again.";

    /// <summary>The command that does the same.</summary>
    public string Command { get; init; } = "";

    /// <summary>Where it was trained.</summary>
    public string Machine { get; init; } = "";

    /// <summary>The complete epochs, from the first.</summary>
    public IReadOnlyList<EpochRecord> Done { get; init; } = [];

    /// <summary>Why it failed, if it did.</summary>
    public string? Failure { get; init; }

    /// <summary>When it failed.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>What is wrong with the file that it should have been read from, if anything is.</summary>
    [JsonIgnore]
    public string? Damage { get; init; }

    /// <summary>The record in a run's folder; an empty one where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DbdException">The file is damaged.</exception>
    public static RunRecord In(string folder) => At(PathIn(folder));

    /// <summary>The record in a file; an empty one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">It is damaged.</exception>
    public static RunRecord At(string path) => File.Exists(path) ? CheckedJson.Read<RunRecord>(path, Advice) : new();

    /// <summary>The record in a file, or an empty one that says what is wrong with the file.</summary>
    internal static RunRecord OrDamage(string path)
    {
        try
        {
            return At(path);
        }
        catch (DbdException e)
        {
            return new RunRecord { Damage = e.Message };
        }
    }

    /// <summary>The record's file in a run's folder.</summary>
    /// <param name="folder">The folder.</param>
    public static string PathIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>Writes the record.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public void Save(string path) => CheckedJson.Write(path, this);
}

/// <summary>A complete epoch of a run.</summary>
/// <param name="Seconds">What it took, tests included; 0 where that was not recorded.</param>
/// <param name="Readings">Its readings by group and name.</param>
public sealed record EpochRecord(double Seconds, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Readings)
    : IJsonOnDeserialized
{
    /// <summary>One of which nothing was recorded.</summary>
    internal static EpochRecord Unknown { get; } = new(0, new Dictionary<string, IReadOnlyDictionary<string, double>>());

    /// <summary>A reading; null where the epoch has none of that name.</summary>
    /// <param name="group">The group, e.g. <c>clean_test</c>.</param>
    /// <param name="name">The reading, e.g. <c>acc</c>.</param>
    public double? Of(string group, string name) =>
        Readings.TryGetValue(group, out IReadOnlyDictionary<string, double>? readings) && readings.TryGetValue(name, out double value) ? value : null;

    void IJsonOnDeserialized.OnDeserialized() =>
        CheckedJson.Require(Seconds is >= 0 and < double.PositiveInfinity, "seconds is no length of time.");
}
