using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dbd.ResultTables;

/// <summary>What <c>dbd table</c> has recorded: its <c>.json</c> file.</summary>
/// <param name="Entries">Means over the seeds.</param>
/// <param name="Cells">One training each, or a chain of them.</param>
/// <param name="Runs">The trainings, with every epoch.</param>
internal sealed record TableRecord(IReadOnlyList<EntryRecord> Entries, IReadOnlyList<CellRecord> Cells, IReadOnlyList<RunRecord> Runs)
{
    /// <summary>Reads a record.</summary>
    /// <param name="file">The file.</param>
    public static TableRecord Read(string file) => Json.Read<TableRecord>(file);

    /// <summary>The cells of a method against an attack, one per seed.</summary>
    public IEnumerable<CellRecord> Of(string method, string attack) => Cells.Where(c => c.Method == method && c.Attack == attack);

    /// <summary>The last training of a cell: stage 3 of a DBD cell.</summary>
    public RunRecord Last(CellRecord cell) => Runs.Single(r => r.Name == cell.Runs[^1]);

    /// <summary>How long a cell took; the cell itself has two digits only.</summary>
    public double Minutes(CellRecord cell) => Runs.Where(r => cell.Runs.Contains(r.Name!)).SelectMany(r => r.Done).Sum(e => e.Seconds) / 60;
}

/// <summary>A mean over seeds.</summary>
internal sealed record EntryRecord(string Setting, string Attack, string Method, SpreadRecord? Ba, SpreadRecord? Asr);

/// <summary>A mean and its standard deviation.</summary>
internal sealed record SpreadRecord(double Mean, double Deviation);

/// <summary>A method against an attack, for one seed. BA and ASR in percent, null until it is done.</summary>
internal sealed record CellRecord(
    string Setting, string Attack, string Method, int Seed, double? Ba, double? Asr, IReadOnlyList<string> Runs)
{
    /// <summary>Recall of the target class, in percent; null where it was not measured.</summary>
    public double? TargetRecall { get; init; }
}

/// <summary>A training.</summary>
internal sealed record RunRecord(string? Name, IReadOnlyList<EpochRecord> Done);

/// <summary>An epoch: named readings, in named groups.</summary>
internal sealed record EpochRecord(double Seconds, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Readings)
{
    /// <summary>A reading that must be there.</summary>
    public double Of(string group, string reading) => Readings[group][reading]
        ?? throw new FormatException($"The record has no {group}/{reading}.");
}

/// <summary>Reads the records' JSON.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectRequiredConstructorParameters = false,
    };

    /// <summary>Reads a file.</summary>
    public static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(file), s_options)
        ?? throw new FormatException($"{file} holds nothing.");
}
