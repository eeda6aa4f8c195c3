using System.Text.Json.Nodes;

using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Testing;
using Dbd.Torch.Defenses;
using Dbd.Torch.Defenses.Budgeting;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

/// <summary>What a damaged <c>run.json</c> leads to: never an error of this program.</summary>
public sealed class DefenseRecordTests : IDisposable
{
    private static readonly string s_hash = new('a', 64);

    private readonly TempFolder _folder = new();

    private string File => _folder.File("run.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        DefenseRecord record = Complete();
        record.Save(File);
        DefenseRecord read = DefenseRecord.Read(File)!;
        Assert.Equal(
            (record.Settings, record.Costs, record.Plan, record.LastPlan, record.Parts["simclr"]),
            (read.Settings, read.Costs, read.Plan, read.LastPlan, read.Parts["simclr"]));
    }

    [Fact]
    public void What_is_not_known_is_not_there()
    {
        DefenseRecord record = Complete();
        record = record with
        {
            Settings = record.Settings with { Budget = null },
            Outcome = record.Outcome! with { Target = null },
            LastPlan = null,
        };
        record.Save(File);
        DefenseRecord read = DefenseRecord.Read(File)!;
        Assert.Equal((null, null, null, 3), (read.Settings.Budget, read.Outcome!.Target, read.LastPlan, read.Outcome.Suspected));
        DefenseRecord begun = DefenseRecord.New(record.Settings, record.Data, "", "", DateTimeOffset.UnixEpoch);
        begun.Save(File);
        Assert.Equal(
            (null, null, begun.Settings),
            (DefenseRecord.Read(File)!.Outcome, DefenseRecord.Read(File)!.Plan, DefenseRecord.Read(File)!.Settings));
    }

    [Fact]
    public void Every_value_that_is_null_or_of_another_kind_is_refused_or_of_another_program()
    {
        Complete().Save(File);
        JsonNode good = JsonNode.Parse(System.IO.File.ReadAllText(File))!;
        string[] places = [.. Places(good)];
        Assert.True(places.Length > 40);
        Assert.All(places, place =>
        {
            JsonNode?[] others =
            [
                null, JsonValue.Create(-1e300), new JsonArray(new JsonArray()), new JsonObject { ["x"] = new JsonObject() },
            ];
            Assert.All(others, other => AssertRefused(place, Replaced(good, place, other), mayBeAnothers: place is "$" or "$.program"));
        });
    }

    [Fact]
    public void Of_what_is_cut_off_or_empty_the_folder_is_still_a_defense_s()
    {
        Complete().Save(File);
        string text = System.IO.File.ReadAllText(File);
        foreach (string cut in (string[])["", text[..^2], text[..(text.Length / 2)], "{"])
            AssertRefused("cut", cut, mayBeAnothers: false);
        DefenseOptions options = new() { Data = "data", Out = _folder.Path };
        DbdException refused = Assert.Throws<DbdException>(() => DefenseFolder.Of(options));
        Assert.Contains(
            "The record of the defense is damaged, and it cannot be gone on with. Name another folder with --out",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.settings.dataHash", "\"12ab\"", "$.settings: dataHash is no SHA-256")]
    [InlineData("$.settings.size", "0", "$.settings: size is below 1.")]
    [InlineData("$.spentSeconds", "-1", "$: spentSeconds is no length of time.")]
    [InlineData("$.spentSeconds", "\"NaN\"", "$: spentSeconds is no length of time.")]
    [InlineData("$.parts.simclr", "\"Infinity\"", "$: parts.simclr is no length of time.")]
    [InlineData("$.costs.simClrEpoch", "0", "$.costs: witnessEpoch, simClrEpoch")]
    [InlineData("$.costs.evidence", "\"NaN\"", "$.costs: ranking or evidence is no length of time.")]
    [InlineData("$.lastPlan.simClr", "0", "$.lastPlan: witness, simClr and iterations are not all above 0.")]
    [InlineData("$.forecast.low", "2", "$.forecast: likely, low or high is not from 0 to 1.")]
    [InlineData("$.outcome.witnessAccuracy", "-1", "$.outcome: an accuracy is not from 0 to 1, or a number of pictures below 0.")]
    [InlineData("$.plan.semi", "-1", "$.plan: warmup, semi, train or mapSamples is below 0.")]
    public void Numbers_that_make_no_sense_are_refused(string place, string value, string told)
    {
        Complete().Save(File);
        System.IO.File.WriteAllText(File, Replaced(JsonNode.Parse(System.IO.File.ReadAllText(File))!, place, JsonNode.Parse(value)));
        Assert.StartsWith($"{File}: {told}", Assert.Throws<DbdException>(() => DefenseRecord.Read(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_stands_with_what_it_was_made_by()
    {
        (Complete() with { Costs = null }).Save(File);
        DbdException error = Assert.Throws<DbdException>(() => DefenseRecord.Read(File));
        Assert.Contains("a plan without the costs", error.Message, StringComparison.Ordinal);
        (Complete() with { Plan = null }).Save(File);
        Assert.Contains(
            "a last plan without a first one",
            Assert.Throws<DbdException>(() => DefenseRecord.Read(File)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Short_hashes_differ_as_they_are()
    {
        DefenseSettings settings = new("data", "recipe", 32, 7, null);
        Assert.Equal(["its data are others (SHA-256 data, now other)"], settings.DifferencesFrom(settings with { DataHash = "other" }));
    }

    [Fact]
    public void Numbers_beyond_all_time_are_the_longest_time() =>
        Assert.Equal((TimeSpan.MaxValue, TimeSpan.FromSeconds(2)), (Duration.OfSeconds(1e300), Duration.OfSeconds(2)));

    internal static DefenseRecord Complete()
    {
        DefensePlan plan = new() { Witness = 3, SimClr = 4, Warmup = 1, Semi = 2, Iterations = 10, MapSamples = 300 };
        return DefenseRecord.New(
            new DefenseSettings(s_hash, s_hash, 32, 7, "2h"),
            new DefenseData("data", 80, 20, ["cat", "dog"]),
            "dbd defend",
            "a laptop",
            DateTimeOffset.UnixEpoch) with
        {
            SpentSeconds = 12,
            Costs = new Costs
            {
                WitnessEpoch = 1,
                SimClrEpoch = 2,
                WarmupEpoch = 1,
                Ranking = 0.5,
                Iteration = 0.1,
                Evidence = 0,
                MapPair = 1e-6,
            },
            Plan = plan,
            LastPlan = plan,
            Parts = new Dictionary<string, double> { ["simclr"] = 8 },
            Configs = new Dictionary<string, string> { ["simclr.yaml"] = "seed: 7" },
            Anew = ["simclr"],
            Forecast = new JudgeForecast(0.6, 0.5, 0.7) { Budget = "45m" },
            Outcome = new DefenseOutcome(0.5, 3, ["Label 1 looks poisoned."], 1)
            {
                Verdict = Verdict.AttackFound,
                LeftOut = 4,
                IsTestUnverified = true,
                SuspectedTestPictures = 1,
                AccuracyWithoutSuspects = 0.6,
                WitnessAccuracy = 0.7,
                JudgeAccuracy = 0.4,
                IsSafeToUse = true,
            },
        };
    }

    private void AssertRefused(string place, string json, bool mayBeAnothers)
    {
        System.IO.File.WriteAllText(File, json);
        try
        {
            DefenseRecord? read = DefenseRecord.Read(File);
            Assert.True(mayBeAnothers ? read is null : read is not null && IsFree(place), $"{place} was accepted: {json}");
        }
        catch (DbdException e) when (e is not ConfigException)
        {
            Assert.StartsWith($"{File}: $", e.Message, StringComparison.Ordinal);
        }
    }

    // Where one of the values that are put in is as good as another: a number that nothing is made of.
    private static bool IsFree(string place) => place is "$.outcome.benignAccuracy";

    private static IEnumerable<string> Places(JsonNode node) => node switch
    {
        JsonObject dict => dict.SelectMany(p => Places(p.Value!)).Prepend(node.GetPath()),
        JsonArray list => list.SelectMany(n => Places(n!)).Prepend(node.GetPath()),
        _ => [node.GetPath()],
    };

    private static string Replaced(JsonNode whole, string place, JsonNode? value)
    {
        JsonNode copy = whole.DeepClone();
        if (place == "$")
            return value?.ToJsonString() ?? "null";
        JsonNode target = Find(copy, place);
        target.ReplaceWith(value?.DeepClone());
        return copy.ToJsonString();
    }

    private static JsonNode Find(JsonNode node, string place) => node.GetPath() == place ? node : node switch
    {
        JsonObject dict =>
            dict.Select(p => p.Value!).First(child => IsWithin(place, child.GetPath())) is var child ? Find(child, place) : node,
        JsonArray list => list.First(child => IsWithin(place, child!.GetPath())) is { } child ? Find(child, place) : node,
        _ => throw new ArgumentException(place),
    };

    private static bool IsWithin(string place, string path) =>
        place == path || place.StartsWith($"{path}.", StringComparison.Ordinal) || place.StartsWith($"{path}[", StringComparison.Ordinal);
}
