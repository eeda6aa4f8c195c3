using System.Text.Json;

using Dbd.Runs;
using Dbd.Testing;
using Dbd.Torch.Stages;
using Dbd.Torch.Tables;

using Xunit;

namespace Dbd.Torch.Tests.Tables;

/// <summary>What a table looks like, of results that are made up.</summary>
public sealed class TableRenderingTests
{
    private static readonly TableResults s_results = MadeUp();

    [Fact]
    public void Markdown() => Approved.Text("TableMarkdown", TableMarkdown.Render(s_results));

    [Fact]
    public void Json() => Approved.Text("TableJson", TableJson.Render(s_results));

    // No Defense, trained on poisoned and on clean data, and a record of before RA was measured.
    [Fact]
    public void More_is_told_where_it_was_measured()
    {
        CellResult[] cells =
        [
            Measured("No Defense", 1, 0.99, 0.01, 0.5), Measured("clean", 1, 0.04, 0.75, 0.8), Measured("clean too", 1, 0.5, 0.5, 0.5),
            Measured("No Defense", 2, 0.95, 0.03, 0.6), Measured("clean", 2, 0.02, 0.85, 0.9), Supervised("blend", 1, 0.81, 0.95),
        ];
        TableResults results = new(s_results.Plan, cells);
        // 99 - 4 and 95 - 2 points.
        Assert.Equal("94.00 ± 1.41", results.Entries[0].Over(results.AttackSuccessAboveClean).ToString());
        Assert.All(results.Entries.Skip(1), e => Assert.Null(e.Over(results.AttackSuccessAboveClean)));
        Approved.Text("TableMeasures", TableMeasures.Render(results));
        JsonElement told = JsonDocument.Parse(TableJson.Render(results)).RootElement;
        Assert.Equal(2, told.GetProperty("entries")[0].GetProperty("ra").GetProperty("mean").GetDouble(), 9);
        Assert.Equal(55, told.GetProperty("entries")[0].GetProperty("targetRecall").GetProperty("mean").GetDouble(), 9);
        Assert.Equal(95, told.GetProperty("cells")[0].GetProperty("asrAboveClean").GetDouble(), 9);
        Assert.False(told.GetProperty("cells")[1].TryGetProperty("asrAboveClean", out _));
        Assert.False(told.GetProperty("cells")[5].TryGetProperty("ra", out _));
    }

    [Fact]
    public void A_clean_model_counts_for_its_own_attack_setting_and_seed_once_it_is_done()
    {
        CellResult poisoned = Measured("No Defense", 1, 0.99, 0.01, 0.5);
        CellResult clean = Measured("clean", 1, 0.04, 0.75, 0.8);
        Assert.Equal(95, Above(clean), 9);
        Assert.Equal(double.NaN, Above(clean with { Cell = clean.Cell with { Seed = 2 } }));
        Assert.Equal(double.NaN, Above(clean with { Cell = clean.Cell with { Attack = "blend" } }));
        Assert.Equal(double.NaN, Above(clean with { Cell = clean.Cell with { Setting = "other" } }));
        Assert.Equal(double.NaN, Above(clean with { Records = [new RunRecord()] }));

        double Above(CellResult other) => new TableResults(s_results.Plan, [poisoned, other]).AttackSuccessAboveClean(poisoned);
    }

    [Fact]
    public void Many_attacks_stand_below_each_other()
    {
        TableSpec spec = s_results.Plan.Spec with
        {
            Attacks = [.. new[] { "a", "b", "c", "d", "e" }.Select(AttackSpec.FromConfig)],
            Methods = [.. new[] { "No Defense", "DBD" }.Select(name => new MethodSpec { Name = name, Defense = "none" })],
        };
        CellResult[] cells =
        [
            .. from attack in spec.Attacks
               from method in spec.Methods
               let cell = Supervised("badnets", 1, 0.8, attack.Name == "c" && method.Name == "DBD" ? 0.25 : 0.5)
               select cell with { Cell = cell.Cell with { Attack = attack.Name, Method = method.Name } },
        ];
        string[] lines = TableMarkdown.Render(new TableResults(s_results.Plan with { Spec = spec }, cells)).Split('\n');
        Assert.Equal(["Attack", "No Defense BA", "No Defense ASR", "DBD BA", "DBD ASR"], Columns(lines[0]));
        Assert.Equal(["c", "80.00", "50.00", "80.00", "25.00"], Columns(lines[4]));

        static string[] Columns(string line) => [.. line.Trim('|').Split('|').Select(c => c.Trim())];
    }

    [Fact]
    public void What_methods_take_is_a_column_where_one_takes_anything()
    {
        MethodSpec none = new() { Name = "No Defense", Defense = "none" };
        Assert.Null(TableInputs.Of(Spec(none, Method("DBD"))));

        TableSpec spec = Spec(none with { Takes = "clean data" }, Method("DBD"), new MethodSpec { Name = "ASD", Defense = "asd" });
        Assert.Equal(["clean data", "-", "10 clean samples of each class"], TableInputs.Of(spec)!.Values);
        TableResults results = new(s_results.Plan with { Spec = spec }, s_results.Cells);
        string[] lines = TableMarkdown.Render(results).Split('\n');
        Assert.EndsWith("| takes beside the data |", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("|            clean data |", lines[2], StringComparison.Ordinal);
        JsonElement told = JsonDocument.Parse(TableJson.Render(results)).RootElement.GetProperty("takes");
        Assert.Equal("clean data", told.GetProperty("No Defense").GetString());

        spec = spec with { Attacks = [.. new[] { "a", "b", "c", "d", "e" }.Select(AttackSpec.FromConfig)] };
        string many = TableMarkdown.Render(new TableResults(s_results.Plan with { Spec = spec }, []));
        Assert.Contains("| ASD        | 10 clean samples of each class |", many, StringComparison.Ordinal);

        static TableSpec Spec(params MethodSpec[] methods) => s_results.Plan.Spec with { Methods = methods };
    }

    [Fact]
    public void Plot_of_accuracies() => Approved.Text("TablePlot", TablePlot.Accuracies(s_results));

    [Fact]
    public void Plot_of_curves() => Approved.Text("TableCurves", TablePlot.Curves(s_results));

    [Fact]
    public void What_was_not_measured_is_left_out()
    {
        CellResult[] cells = [Supervised("badnets", 1, 0.82, double.NaN), Supervised("badnets", 2, 0.84, 0.5)];
        TableResults results = new(s_results.Plan, cells);
        Assert.Equal("50.00", results.Entries[0].Over(c => c.AttackSuccessRate).ToString());
        Assert.Null(new TableResults(s_results.Plan, cells[..1]).Entries[0].Over(c => c.AttackSuccessRate));
        Assert.DoesNotContain("NaN", TablePlot.Accuracies(results), StringComparison.Ordinal);
    }

    [Fact]
    public void A_curve_has_the_epochs_that_were_measured()
    {
        CellResult cell = Supervised("badnets", 1, 0.82, 1);
        RunRecord measured = cell.Records[0];
        EpochRecord pretraining = new(0, Group("self_train", ("loss", 4.5)));
        CellResult padded = cell with { Records = [measured with { Done = [pretraining, measured.Done[1]] }] };
        Assert.NotEqual(
            TablePlot.Curves(new TableResults(s_results.Plan, [cell])), TablePlot.Curves(new TableResults(s_results.Plan, [padded])));
        CellResult unmeasured = cell with { Records = [measured with { Done = [pretraining, pretraining] }] };
        Assert.DoesNotContain("No Defense", TablePlot.Curves(new TableResults(s_results.Plan, [unmeasured])), StringComparison.Ordinal);
        Assert.Equal(double.NaN, padded.Minutes);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("3.00", 3.0)]
    [InlineData("3.00 ± 1.41", 2.0, 4.0)]
    [InlineData("4.00 ± 1.00", 3.0, 4.0, 5.0)]
    public void The_spread_is_the_samples_standard_deviation(string text, params double[] values) =>
        Assert.Equal(text, Spread.Of(values).ToString());

    private static TableResults MadeUp()
    {
        TableSpec spec = new()
        {
            Out = "results",
            Seeds = [1, 2],
            Attacks = [AttackSpec.FromConfig("badnets"), AttackSpec.FromConfig("blend")],
            Methods = [Method("No Defense"), Method("DBD")],
        };
        CellResult[] cells =
        [
            Supervised("badnets", 1, 0.82, 1), Split("badnets", 1, 0.79, 0.03, 12), Supervised("blend", 1, 0.81, 0.95), Open("blend", 1),
            Supervised("badnets", 2, 0.84, 0.99), Split("badnets", 2, 0.8, 0.02, 8), Failed("blend", 2), Open("blend", 2),
        ];
        return new TableResults(new TablePlan(spec, "small", [.. cells.Select(c => c.Cell)]), cells);
    }

    private static CellResult Supervised(string attack, int seed, double ba, double asr) =>
        new(new TableCell("", attack, "No Defense", seed, [Run("supervise", attack, seed, 2)]), [Record(Epoch(0.5, 0.1), Epoch(ba, asr))]);

    private static CellResult Measured(string method, int seed, double asr, double ra, double recall)
    {
        PlannedRun run = Run("supervise", "badnets", seed, 1) with { IsOfCleanData = method.StartsWith("clean", StringComparison.Ordinal) };
        Dictionary<string, IReadOnlyDictionary<string, double>> readings = new()
        {
            ["clean_test"] = Of(("acc", 0.8)),
            ["poison_test"] = Of(("acc", asr)),
            ["robust_test"] = Of(("acc", ra), ("target recall", recall)),
        };
        return new CellResult(new TableCell("", "badnets", method, seed, [run]), [Record(new EpochRecord(90, readings))]);
    }

    private static CellResult Split(string attack, int seed, double ba, double asr, int poisoned) => new(
        new TableCell("", attack, "DBD", seed, [Run("simclr", attack, seed, 1), Run("mixmatch_finetune", attack, seed, 1)]),
        [Record(new EpochRecord(600, Group("self_train", ("loss", 4.5)))), Record(Epoch(ba, asr, poisoned))]);

    private static CellResult Failed(string attack, int seed) =>
        new(
            new TableCell("", attack, "No Defense", seed, [Run("supervise", attack, seed, 2)]),
            [Record(Epoch(0.5, 0.1)) with { Failure = "Training diverged." }]);

    private static CellResult Open(string attack, int seed) =>
        new(
            new TableCell("", attack, "DBD", seed, [Run("simclr", attack, seed, 1), Run("mixmatch_finetune", attack, seed, 1)]),
            [new RunRecord(), new RunRecord()]);

    private static PlannedRun Run(string stage, string attack, int seed, int epochs) => new(
        stage,
        new StageRequest { ConfigPath = $"config/{stage}/{attack}.yaml" },
        $"{attack}{seed}",
        $"runs/{stage}-{attack}{seed}",
        $"results/runs/{stage}-{attack}{seed}.json",
        epochs,
        new RunFolder($"config/{stage}/{attack}.yaml", "saved", "storage"));

    private static RunRecord Record(params EpochRecord[] done) => new() { Command = "dbd ...", Machine = "a laptop, 2 cores", Done = done };

    private static EpochRecord Epoch(double ba, double asr, int? poisoned = null)
    {
        Dictionary<string, IReadOnlyDictionary<string, double>> readings = [];
        readings["clean_test"] = Of(("loss", 0.5), ("acc", ba));
        readings["poison_test"] = Of(("loss", 0.25), ("acc", asr));
        if (poisoned is not null)
            readings["credible"] = Of(("samples", 400), ("poisoned", poisoned.Value));
        return new EpochRecord(90, readings);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, double>> Group(string name, (string, double) reading) =>
        new() { [name] = Of(reading) };

    private static Dictionary<string, double> Of(params (string Name, double Value)[] readings) =>
        readings.ToDictionary(r => r.Name, r => r.Value);

    private static MethodSpec Method(string name) => new() { Name = name, Stages = [new StageSpec { Config = "none" }] };
}
