using System.Text.Json.Serialization;

using Dbd.Serialization;

namespace Dbd.Runs;

/// <summary>All that is kept of a run: what was run, where, and what each of its epochs gave. The file <c>run.json</c> in the run's log
/// folder, described by <c>docs/run-record.schema.json</c>.</summary>
/// <remarks>Files from before the schema had a number lack it, and most of what tells runs apart; they are read all the same.</remarks>
public record RunRecord : IJsonOnDeserialized
{
    /// <summary>The number of the schema that is written.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The name of the file.</summary>
    public const string FileName = "run.json";

    /// <summary>What wrote the record of a single run.</summary>
    internal const string OfARun = "dbd";

    private const string Advice = "The record is damaged. Remove it: the run goes on from its checkpoint, or is trained again.";

    /// <summary>The number of the schema; null in a file of before there was one.</summary>
    [JsonPropertyOrder(-2)]
    public int? Schema { get; init; }

    /// <summary>The program that wrote the file.</summary>
    [JsonPropertyOrder(-1)]
    public string Program { get; init; } = OfARun;

    /// <summary>Its version.</summary>
    public string Version { get; init; } = "";

    /// <summary>The version of TorchSharp.</summary>
    public string TorchSharp { get; init; } = "";

    /// <summary>The command that does the same.</summary>
    public string Command { get; init; } = "";

    /// <summary>The stage; null where it is not known.</summary>
    public string? Stage { get; init; }

    /// <summary>The attack; null where none is known.</summary>
    public string? Attack { get; init; }

    /// <summary>Where randomness began.</summary>
    public long? Seed { get; init; }

    /// <summary>The configuration with all values, YAML.</summary>
    public string? Configuration { get; init; }

    /// <summary>SHA-256 of <see cref="Configuration"/>, UTF-8, hexadecimal.</summary>
    public string? ConfigurationHash { get; init; }

    /// <summary>Where it was trained; several machines are separated by semicolons.</summary>
    public string Machine { get; init; } = "";

    /// <summary>When it was begun.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>SHA-256 of the data, hexadecimal.</summary>
    public string? DataHash { get; init; }

    /// <summary>Hash of the index of poisoned samples.</summary>
    public string? PoisonHash { get; init; }

    /// <summary>The last epoch that was asked for.</summary>
    public int? Epochs { get; init; }

    /// <summary>The complete epochs, from the first.</summary>
    public IReadOnlyList<EpochRecord> Done { get; init; } = [];

    /// <summary>Why it failed, if it did.</summary>
    public string? Failure { get; init; }

    /// <summary>When it failed.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>BA after the last complete epoch, in [0, 1]; null where it was not measured.</summary>
    [JsonIgnore]
    public double? BenignAccuracy => Last?.BenignAccuracy;

    /// <summary>ASR after the last complete epoch, in [0, 1]; null where it was not measured.</summary>
    [JsonIgnore]
    public double? AttackSuccessRate => Last?.AttackSuccessRate;

    /// <summary>RA after the last complete epoch, in [0, 1]; null where it was not measured.</summary>
    [JsonIgnore]
    public double? RobustAccuracy => Last?.RobustAccuracy;

    /// <summary>Recall of the target class after the last complete epoch, in [0, 1]; null where it was not measured, or the attack has no
    /// one target.</summary>
    [JsonIgnore]
    public double? TargetRecall => Last?.TargetRecall;

    /// <summary>The last complete epoch; null before there is one.</summary>
    [JsonIgnore]
    public EpochRecord? Last => Done is [.., var last] ? last : null;

    /// <summary>What is wrong with the file that it should have been read from, if anything is.</summary>
    internal string? Damage { get; init; }

    /// <summary>The record in a file; an empty one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">It is damaged, or of a later version of this program.</exception>
    public static RunRecord At(string path) => File.Exists(path) ? RecordFile.Read<RunRecord>(path, Advice) : new();

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

    /// <summary>Writes the record, safely.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public void Save(string path) => RecordFile.Write(path, this);

    void IJsonOnDeserialized.OnDeserialized() => CheckSchema();

    private protected void CheckSchema() => CheckedJson.Require(Schema is null or CurrentSchema, "schema is no number of a schema.");
}
