using System.Text.Json;

using Dbd.Configuration;
using Dbd.Data.Synthesis;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Testing;
using Dbd.Torch.Defenses;
using Dbd.Torch.Defenses.Recipe;
using Dbd.Torch.Deployment;
using Dbd.Torch.Tests.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

public sealed class DefenderTests : IDisposable
{
    private readonly TinyDefense _defense = new();

    public void Dispose() => _defense.Dispose();

    [Fact]
    public void A_defense_leaves_model_suspects_report_and_record()
    {
        Notes notes = new();
        DefenseResult result = _defense.Run(notes);

        string[] suspects = File.ReadAllLines(result.Files.Suspects);
        Assert.Equal(1 + TinyRuns.TrainImages, suspects.Length);
        Assert.Equal(
            "rank,index,file,label,believed,score,suspected,action,early,doubted,at_once,credible,loss_2,rank_2,loss_3,rank_3",
            suspects[0]);
        double[] scores = [.. SuspectFile.Read(result.Files.Suspects, Synthetic.ClassNames, TinyRuns.TrainImages).Select(s => s.Score)];
        Assert.Equal(scores.OrderDescending(), scores);

        using CheckpointModel model = CheckpointModel.Read(result.Files.Model);
        using OnnxImageClassifier onnx = OnnxImageClassifier.Open(result.Files.Onnx);
        Assert.Equal(model.Description.ClassNames, onnx.ClassNames);

        string report = File.ReadAllText(result.Files.Report);
        Assert.Contains("DBD, stages 2 and 3", report, StringComparison.Ordinal);
        Assert.All(
            result.Findings, finding => Assert.Contains(System.Net.WebUtility.HtmlEncode(finding), report, StringComparison.Ordinal));
        Assert.DoesNotContain("poisoned (known)", report, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_defense.Out, "poison_test.csv", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(_defense.File("calibration")));
        Assert.Contains(
            notes.Told,
            n => n.StartsWith(
                "Plan: witness 3 epochs, SimCLR 3 epochs, linear layer 1 epochs, MixMatch 2 epochs of 4 iterations",
                StringComparison.Ordinal));
        Assert.Equal(["supervise", "simclr", "mixmatch_finetune", "evidence", "report"], notes.Plans[^1].Runs.Select(r => r.Stage));
        Assert.Equal((4, 3), (notes.Plans[^1].Runs[0].FirstEpoch, notes.Plans[^1].Runs[0].Epochs));

        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(result.Files.Record));
        JsonElement root = record.RootElement;
        Assert.Equal(
            ("dbd defend", 7), (root.GetProperty("command").GetString(), root.GetProperty("settings").GetProperty("seed").GetInt32()));
        Assert.Equal(result.BenignAccuracy, root.GetProperty("outcome").GetProperty("benignAccuracy").GetDouble());
        Assert.Equal(
            ["mixmatch_finetune.yaml", "simclr.yaml", "witness.yaml"], root.GetProperty("configs").EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["reading", "calibration", "witness", "simclr", "mixmatch_finetune", "evidence", "report"],
            root.GetProperty("parts").EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("supervise", 2)]
    [InlineData("simclr", 3)]
    [InlineData("mixmatch_finetune", 3)]
    public void An_interrupted_defense_goes_on_and_ends_as_if_never_interrupted(string stage, int epoch)
    {
        using TinyDefense whole = new();
        whole.Run();
        using StageStopper stopper = new(stage, epoch);
        Assert.Throws<OperationCanceledException>(() => new Defender(_defense.Options, stopper).Run(null, stopper.Token));
        Assert.False(File.Exists(_defense.File("suspects.csv")));
        Notes notes = new();
        _defense.Run(notes);
        Assert.Equal(File.ReadAllBytes(whole.File("suspects.csv")), File.ReadAllBytes(_defense.File("suspects.csv")));
        Assert.DoesNotContain(notes.Told, n => n.StartsWith("Calibration", StringComparison.Ordinal));
    }

    [Fact]
    public void A_calibration_that_is_interrupted_again_and_again_gets_on_and_measures_no_part_twice()
    {
        List<string> measured = [];
        int starts = 0;
        for (bool isInterrupted = true; isInterrupted; starts++)
        {
            using CalibrationStopper stopper = new(measured);
            try
            {
                new Defender(_defense.Options, stopper).Run(null, stopper.Token);
            }
            catch (OperationCanceledException)
            {
            }
            isInterrupted = stopper.Token.IsCancellationRequested;
            Assert.InRange(starts, 0, 12);
        }
        Assert.Equal([.. Enumerable.Range(1, 10).Select(i => $"Calibration: {i} of 10 parts measured.")], measured);
        Assert.True(File.Exists(_defense.File("suspects.csv")));
        Assert.False(Directory.Exists(_defense.File("calibration")));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{\"epochs\": null}")]
    [InlineData("{\"epochs\": {\"supervise\": {\"2\": null}}}")]
    public void What_a_calibration_measured_is_measured_again_where_its_file_is_damaged(string text)
    {
        List<string> measured = [];
        using (CalibrationStopper stopper = new(measured))
            Assert.Throws<OperationCanceledException>(() => new Defender(_defense.Options, stopper).Run(null, stopper.Token));
        File.WriteAllText(_defense.File("calibration", "measured.json"), text);
        using (CalibrationStopper stopper = new(measured))
            Assert.Throws<OperationCanceledException>(() => new Defender(_defense.Options, stopper).Run(null, stopper.Token));
        Assert.Equal(["Calibration: 1 of 10 parts measured.", "Calibration: 1 of 10 parts measured."], measured);
    }

    [Fact]
    public void Too_few_pictures_are_refused_by_words_about_pictures_before_any_calibration()
    {
        string simClr = File.ReadAllText(Path.Combine(Path.GetDirectoryName(_defense.Recipe)!, "..", "simclr", "example.yaml"));
        Assert.Contains("batch_size: 16", simClr, StringComparison.Ordinal);
        File.WriteAllText(
            Path.Combine(Path.GetDirectoryName(_defense.Recipe)!, "..", "simclr", "example.yaml"),
            simClr.Replace("batch_size: 16", "batch_size: 128", StringComparison.Ordinal));
        Notes notes = new();
        ConfigException refused = Assert.Throws<ConfigException>(() => _defense.Run(notes));
        Assert.Equal(
            "DATA: 80 training pictures are too few: a batch takes 128. Add more pictures, or make the recipe's batches smaller.",
            refused.Message);
        Assert.DoesNotContain(notes.Told, n => n.StartsWith("Calibration", StringComparison.Ordinal));
    }

    [Fact]
    public void So_are_pictures_whose_credible_ones_do_not_fill_a_batch()
    {
        File.WriteAllText(
            _defense.Recipe, File.ReadAllText(_defense.Recipe).Replace("epsilon: 0.5", "epsilon: 0.05", StringComparison.Ordinal));
        ConfigException refused = Assert.Throws<ConfigException>(() => _defense.Run());
        Assert.StartsWith(
            "DATA: 80 training pictures are too few: 0.05 of 80 training samples are 0 credible ones and 80 others;",
            refused.Message,
            StringComparison.Ordinal);
    }

    // Its ramp is longer than its epochs, which a budget would change.
    [Fact]
    public void A_recipe_of_ones_own_is_run_as_it_stands()
    {
        _defense.Run();
        Assert.Equal(4, ConfigDocument.Load(_defense.Recipe).WholeAt("semi.criterion.mixmatch.rampup_length"));
        Assert.Equal(
            4, ConfigDocument.Load(_defense.File("config", "mixmatch_finetune.yaml")).WholeAt("semi.criterion.mixmatch.rampup_length"));
    }

    [Fact]
    public void Other_settings_are_refused_and_named()
    {
        using StageStopper stopper = new("supervise", 1);
        Assert.Throws<OperationCanceledException>(() => new Defender(_defense.Options, stopper).Run(null, stopper.Token));
        DefenseOptions other = _defense.Options with { Seed = 8, Budget = TimeSpan.FromHours(2) };
        ConfigException refused = Assert.Throws<ConfigException>(() =>
            new Defender(other).Run(null, TestContext.Current.CancellationToken));
        Assert.Contains(
            "holds another defense: its seed is 7, now 8; its budget is none, now 2h.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_budget_that_was_too_short_another_may_be_given()
    {
        DefenseOptions hurried = _defense.Options with { Budget = TimeSpan.FromMilliseconds(510) };
        ConfigException refused = Assert.Throws<ConfigException>(() =>
            new Defender(hurried).Run(null, TestContext.Current.CancellationToken));
        Assert.Contains("1s is too short", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_defense.Run().Files.Suspects));
    }

    [Fact]
    public void A_budget_that_is_out_of_reach_is_refused_before_the_calibration_with_one_that_is_not()
    {
        Notes notes = new();
        DefenseOptions hurried = _defense.Options with { Budget = TimeSpan.FromMilliseconds(100) };
        ConfigException refused = Assert.Throws<ConfigException>(() =>
            new Defender(hurried, notes).Run(null, TestContext.Current.CancellationToken));
        Assert.Equal("--budget", refused.Location.Key);
        Assert.InRange(Duration.Parse(refused.Advice.Split(' ')[4].TrimEnd(','))!.Value, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));
        Assert.DoesNotContain(notes.Told, n => n.StartsWith("Calibration", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_defense.File("glance")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_before_the_data_are_read()
    {
        Notes notes = new();
        DefenseOptions nowhere = _defense.Options with { Out = Path.Combine(_defense.Recipe, "out") };
        DbdException refused = Assert.Throws<DbdException>(() =>
            new Defender(nowhere, notes).Run(null, TestContext.Current.CancellationToken));
        Assert.StartsWith($"{nowhere.Out} cannot be written, since {_defense.Recipe} cannot: ", refused.Message, StringComparison.Ordinal);
        Assert.Empty(notes.Told);
    }

    [Fact]
    public void Two_at_once_in_one_folder_are_refused()
    {
        DbdException? refused = null;
        using StageStopper stopper = new("supervise", 1);
        Told once = new(_ => refused ??= Assert.Throws<DbdException>(() => _defense.Run()));
        Assert.Throws<OperationCanceledException>(() => new Defender(_defense.Options, stopper).Run(once, stopper.Token));
        Assert.Contains($"{_defense.Out} is in use by process {Environment.ProcessId} on ", refused!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_was_only_locked_by_one_that_was_killed_is_taken()
    {
        Directory.CreateDirectory(_defense.Out);
        File.WriteAllText(_defense.File(".dbd.lock"), "process 7 on elsewhere, since 2026-01-02 03:04:05 UTC");
        DefenseOptions hurried = _defense.Options with { Budget = TimeSpan.FromMilliseconds(510) };
        ConfigException begun = Assert.Throws<ConfigException>(() =>
            new Defender(hurried).Run(null, TestContext.Current.CancellationToken));
        Assert.Contains("1s is too short", begun.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_defense.File(".dbd.lock")));
    }

    [Fact]
    public void A_folder_with_other_things_is_left_alone()
    {
        Directory.CreateDirectory(_defense.Out);
        File.WriteAllText(_defense.File("run.json"), """{"Mine": 1}""");
        ConfigException refused = Assert.Throws<ConfigException>(() => _defense.Run());
        Assert.Contains(
            "holds run.json, and nothing that `dbd defend` did not write is overwritten", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["run.json"], Directory.GetFileSystemEntries(_defense.Out).Select(p => Path.GetFileName(p)));
    }

    [Fact]
    public void A_start_that_was_killed_before_its_record_was_whole_is_gone_on_with()
    {
        Directory.CreateDirectory(_defense.Out);
        File.WriteAllText(_defense.File(".dbd.lock"), "");
        File.WriteAllText(_defense.File("run.json.tmp"), "{");
        Assert.True(File.Exists(_defense.Run().Files.Record));
        Assert.False(File.Exists(_defense.File("run.json.tmp")));
    }

    [Fact]
    public void The_data_are_no_place_to_write_to()
    {
        DefenseOptions within = _defense.Options with { Out = Path.Combine(_defense.Data, "out") };
        ConfigException refused = Assert.Throws<ConfigException>(() =>
            new Defender(within).Run(null, TestContext.Current.CancellationToken));
        Assert.Contains("lies within the data", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_are_not_there_are_wrong_usage_and_leave_nothing()
    {
        ConfigException refused = Assert.Throws<ConfigException>(() =>
            new Defender(_defense.Options with { Data = "/nowhere" }).Run(null, TestContext.Current.CancellationToken));
        Assert.StartsWith("DATA: /nowhere does not exist.", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_defense.Out));
    }

    [Fact]
    public void A_recipe_without_a_witness_is_refused()
    {
        File.WriteAllText(
            _defense.Recipe,
            File.ReadAllText(_defense.Recipe).Replace("  witness: ./config/tiny/supervise/example.yaml\n", "", StringComparison.Ordinal));
        ConfigException error = Assert.Throws<ConfigException>(() => _defense.Run());
        Assert.Contains("semi.witness: A defense needs a witness.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_s_progress_goes_up_to_its_end()
    {
        List<DefenseProgress> seen = [];
        new Defender(_defense.Options).Run(new Told(seen.Add), TestContext.Current.CancellationToken);
        Assert.Equal(["calibration", "witness", "simclr", "mixmatch_finetune", "evidence", "report"], seen.Select(p => p.Part).Distinct());
        Assert.All(seen, p => Assert.InRange(p.Done, 0, 1));
        Assert.All(seen.Where(p => p.Part != "calibration"), p => Assert.NotNull(p.Left));
        DefenseProgress[] trained = [.. seen.Where(p => p.Part is "witness" or "simclr" or "mixmatch_finetune")];
        Assert.All(trained, p => Assert.True(p.Left > TimeSpan.Zero));
    }

    [Fact]
    public void The_built_in_recipe_is_that_of_the_repository_and_fits_few_data()
    {
        string text = File.ReadAllText(RepositoryRoot.File("config", "defend", "mixmatch_finetune.yaml"));
        Assert.Equal(ConfigDocument.Parse(text, "").ToYaml(), DefenseRecipe.Load(null).Finetune.ToYaml());
        Assert.Equal(
            DefenseRecipe.Load(null).SimClr.ToYaml(),
            DefenseRecipe.Load(RepositoryRoot.File("config", "defend", "mixmatch_finetune.yaml")).SimClr.ToYaml());
    }

    private sealed class Notes : IRunObserver
    {
        public List<string> Told { get; } = [];

        public List<RunPlan> Plans { get; } = [];

        public void OnNote(string note) => Told.Add(note);

        public void OnPlan(RunPlan plan) => Plans.Add(plan);
    }

    private sealed class Told(Action<DefenseProgress> tell) : IProgress<DefenseProgress>
    {
        public void Report(DefenseProgress value) => tell(value);
    }

    // Stops as soon as another part of the calibration is measured.
    private sealed class CalibrationStopper(List<string> measured) : IRunObserver, IDisposable
    {
        private readonly CancellationTokenSource _source = new();

        public CancellationToken Token => _source.Token;

        public void OnNote(string note)
        {
            if (!note.EndsWith(" parts measured.", StringComparison.Ordinal))
                return;
            measured.Add(note);
            _source.Cancel();
        }

        public void Dispose() => _source.Dispose();
    }

    // Stops after the first step of an epoch of one of the stages.
    private sealed class StageStopper(string stage, int epoch) : IRunObserver, IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private bool _isInStage;

        public CancellationToken Token => _source.Token;

        public void OnStart(RunStart run) => _isInStage = run.Stage == stage;

        public void OnStep(StepReport step)
        {
            if (_isInStage && step.Epoch == epoch && step.Step < step.Steps)
                _source.Cancel();
        }

        public void Dispose() => _source.Dispose();
    }
}
