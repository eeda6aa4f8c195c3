using System.Text.Json.Serialization;

using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Suspicion;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Defenses;

/// <summary>The data of a defense.</summary>
/// <param name="Path">Where they were read.</param>
/// <param name="Training">Training samples.</param>
/// <param name="Test">Test samples.</param>
/// <param name="Classes">The names of the classes, in label order.</param>
internal sealed record DefenseData(string Path, int Training, int Test, IReadOnlyList<string> Classes);

/// <summary>What a complete defense found.</summary>
/// <param name="BenignAccuracy">Accuracy on the test set, in [0, 1].</param>
/// <param name="Suspected">Samples that look poisoned.</param>
/// <param name="Findings">The same in sentences.</param>
/// <param name="Target">The label that is likely an attack's target; null if none stands out.</param>
internal sealed record DefenseOutcome(double BenignAccuracy, int Suspected, IReadOnlyList<string> Findings, int? Target = null)
    : IJsonOnDeserialized
{
    /// <summary>Whether the data look attacked; null in records from before this was told.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
    public Verdict? Verdict { get; init; }

    /// <summary>Whether the test set was held out of the data, which nobody has verified.</summary>
    public bool? IsTestUnverified { get; init; }

    /// <summary>Test pictures that look poisoned too.</summary>
    public int? SuspectedTestPictures { get; init; }

    /// <summary>Accuracy without these, in [0, 1].</summary>
    public double? AccuracyWithoutSuspects { get; init; }

    /// <summary>The accuracy of the witness, in [0, 1]; it is not delivered.</summary>
    public double? WitnessAccuracy { get; init; }

    /// <summary>The accuracy of stage 3's model, which judged, in [0, 1].</summary>
    public double? JudgeAccuracy { get; init; }

    /// <summary>Whether there is a reason to rely on the model; the findings say which.</summary>
    public bool? IsSafeToUse { get; init; }

    /// <summary>Samples whose label was left out of training.</summary>
    public int? LeftOut { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => CheckedJson.Require(
        new[] { AccuracyWithoutSuspects, WitnessAccuracy, JudgeAccuracy }.All(share => share is null or (>= 0 and <= 1))
            && LeftOut is null or >= 0 && SuspectedTestPictures is null or >= 0,
        "an accuracy is not from 0 to 1, or a number of pictures below 0.");

    /// <summary>Of what a defense gave.</summary>
    internal static DefenseOutcome Of(DefenseResult result, Judgement judgement) => new(
        result.BenignAccuracy, judgement.Suspects.Count(s => s.IsSuspected), result.Findings, result.Target)
    {
        Verdict = result.Suspicions.Verdict,
        IsTestUnverified = result.IsTestUnverified,
        SuspectedTestPictures = result.SuspectedTestPictures,
        AccuracyWithoutSuspects = result.AccuracyWithoutSuspects,
        WitnessAccuracy = result.WitnessAccuracy,
        JudgeAccuracy = judgement.BenignAccuracy,
        IsSafeToUse = result.IsSafeToUse,
        LeftOut = judgement.Suspects.Count(s => s.Action == SampleAction.LeftOut),
    };
}

/// <summary>Everything that is needed to repeat a defense, and what it took: <c>run.json</c>, a run's record with a defense's part. Its
/// epochs stand in the records of its stages. Written again after each epoch.</summary>
internal sealed record DefenseRecord : RunRecord, IJsonOnDeserialized
{
    private const string Kind = "dbd defend";

    private const string Advice =
        "The record of the defense is damaged, and it cannot be gone on with. "
            + "Name another folder with --out, or remove this one to begin again.";

    // More is no time that anything took.
    private const double MostSeconds = 1e9;

    /// <summary>A record with nothing in it.</summary>
    public DefenseRecord() => Program = Kind;

    /// <summary>Its settings.</summary>
    public required DefenseSettings Settings { get; init; }

    /// <summary>Its data.</summary>
    public required DefenseData Data { get; init; }

    /// <summary>Seconds that it has worked, up to the last complete epoch; pauses between two starts do not count.</summary>
    public double SpentSeconds { get; init; }

    /// <summary>What the machine took when it was calibrated; once the last stage is planned, at the pace that it had in SimCLR.</summary>
    public Costs? Costs { get; init; }

    /// <summary>The plan as it was first made.</summary>
    public DefensePlan? Plan { get; init; }

    /// <summary>The plan as it was made again when the last stage began: this is what the last stage does.</summary>
    public DefensePlan? LastPlan { get; init; }

    /// <summary>How good the judge will probably be, foretold when the witness was trained; null before that, and with a recipe of one's
    /// own.</summary>
    public JudgeForecast? Forecast { get; init; }

    /// <summary>Seconds that each complete part took, and that all starts took to read the data.</summary>
    public IReadOnlyDictionary<string, double> Parts { get; init; } = new Dictionary<string, double>();

    /// <summary>SHA-256 of the list of suspects that a person gave, by which the final model was trained; null where it was our
    /// own.</summary>
    public string? SuspectsHash { get; init; }

    /// <summary>Parts that begin anew when their turn comes, since the budget was changed.</summary>
    public IReadOnlyList<string> Anew { get; init; } = [];

    /// <summary>The configurations as run, by the names of their files; they lie in <c>config</c> too.</summary>
    public IReadOnlyDictionary<string, string> Configs { get; init; } = new Dictionary<string, string>();

    /// <summary>What was found; null until it is complete.</summary>
    public DefenseOutcome? Outcome { get; init; }

    /// <summary>A new record.</summary>
    internal static DefenseRecord New(
        DefenseSettings settings, DefenseData data, string command, string machine, DateTimeOffset now) =>
        new()
        {
            Settings = settings,
            Data = data,
            Command = command,
            Version = ProgramVersion.WithCommit(typeof(DefenseRecord)),
            TorchSharp = ProgramVersion.WithCommit(typeof(TorchSharp.torch)),
            Machine = machine,
            Begun = now,
        };

    /// <summary>The same with another budget: what does not depend on it is kept, all else begins anew.</summary>
    /// <param name="asked">What is asked now.</param>
    internal DefenseRecord WithBudgetOf(DefenseRecord asked)
    {
        Dictionary<string, double> kept = Parts
            .Where(p => p.Key is DefensePart.Reading or DefensePart.Calibration || p.Key == WitnessedDbd.Witness.Name)
            .ToDictionary();
        return this with
        {
            Settings = asked.Settings,
            Data = asked.Data,
            Plan = null,
            LastPlan = null,
            Forecast = null,
            Parts = kept,
            // A witness that is not complete goes on: what it took counts.
            SpentSeconds = kept.ContainsKey(WitnessedDbd.Witness.Name) ? kept.Values.Sum() : SpentSeconds,
            Anew = [WitnessedDbd.Features.Name, WitnessedDbd.Finetune.Name, TrainedDbd.Final.Name],
        };
    }

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null if it is JSON of another program.</returns>
    /// <exception cref="DbdException">It cannot be read, or is damaged.</exception>
    internal static DefenseRecord? Read(string path)
    {
        // What is no JSON at all lies where the record should, and is taken for it.
        byte[] json = DamagedDataException.Naming(path, "a record of `dbd defend`", () => File.ReadAllBytes(path));
        return RecordFile.Root(json) is { } root && RecordFile.Program(root) != Kind
            ? null
            : RecordFile.Parse<DefenseRecord>(json, path, Advice);
    }

    void IJsonOnDeserialized.OnDeserialized()
    {
        CheckSchema();
        CheckedJson.Require(SpentSeconds is >= 0 and < MostSeconds, "spentSeconds is no length of time.");
        foreach ((string part, double seconds) in Parts)
            CheckedJson.Require(seconds is >= 0 and < MostSeconds, $"parts.{part} is no length of time.");
        CheckedJson.Require(Plan is null || Costs is not null, "there is a plan without the costs that it was made by.");
        CheckedJson.Require(LastPlan is null || Plan is not null, "there is a last plan without a first one.");
    }
}
