using Dbd.Configuration;
using Dbd.Data.Synthesis;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Defenses;
using Dbd.Torch.Tests.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

/// <summary>A defense that ends with training on what its judge believes.</summary>
public sealed class FinalTrainingTests : IDisposable
{
    private readonly TinyDefense _defense = new();

    public void Dispose() => _defense.Dispose();

    private DefenseOptions Options => _defense.Options with { Recipe = _defense.TrainRecipe };

    [Fact]
    public void The_model_that_is_delivered_is_the_last_one_and_the_record_says_what_was_left_out()
    {
        List<DefenseProgress> seen = [];
        DefenseResult result = new Defender(Options).Run(new Told(seen.Add), TestContext.Current.CancellationToken);
        Assert.Equal(
            ["calibration", "witness", "simclr", "mixmatch_finetune", "evidence", "train", "report"], seen.Select(p => p.Part).Distinct());
        Assert.Equal(File.ReadAllBytes(Checkpoint("train")), File.ReadAllBytes(result.Files.Model));
        // It went by the list that the judge made.
        string config = File.ReadAllText(_defense.File("config", "train.yaml"));
        Assert.Equal(result.Files.Suspects, ConfigDocument.Parse(config, "").TextAt("suspects"));

        DefenseRecord record = DefenseRecord.Read(result.Files.Record)!;
        Assert.Equal(3, record.Plan!.Train);
        Suspect[] suspects = [.. SuspectFile.Read(result.Files.Suspects, Synthetic.ClassNames, TinyRuns.TrainImages)];
        Assert.Equal(suspects.Count(s => s.Action == SampleAction.LeftOut), record.Outcome!.LeftOut);
        Assert.Equal(result.Suspicions.Verdict, record.Outcome.Verdict);
        string report = File.ReadAllText(result.Files.Report);
        Assert.Contains($"<h1>{result.Headline}</h1>", report, StringComparison.Ordinal);
        Assert.Contains("Stage 3 of DBD, which judged them, is itself right on ", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Interrupted_in_its_last_stage_it_goes_on_and_ends_the_same()
    {
        using TinyDefense whole = new();
        new Defender(whole.Options with { Recipe = whole.TrainRecipe }).Run(cancellation: TestContext.Current.CancellationToken);
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => new Defender(Options, new StopIn("train", stop)).Run(null, stop.Token));
        Assert.False(File.Exists(_defense.File("model.pt")));
        new Defender(Options).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(whole.File("suspects.csv")), File.ReadAllBytes(_defense.File("suspects.csv")));
        // What a model answers is the same to the bit; its file also names the folder.
        Assert.Equal(File.ReadAllBytes(whole.File("model.onnx")), File.ReadAllBytes(_defense.File("model.onnx")));
    }

    [Fact]
    public void A_list_that_a_person_changed_trains_the_model_anew_and_nothing_else()
    {
        DefenseResult first = new Defender(Options).Run(cancellation: TestContext.Current.CancellationToken);
        byte[] model = File.ReadAllBytes(first.Files.Onnx);
        byte[] judge = File.ReadAllBytes(Checkpoint("mixmatch_finetune"));
        IReadOnlyList<Suspect> judged = SuspectFile.Read(first.Files.Suspects, Synthetic.ClassNames, TinyRuns.TrainImages);
        string edited = _defense.Runs.File("edited.csv");
        SuspectFile.Write(
            edited,
            [.. judged.Select(s => s with { Action = s.Index % 2 == 0 ? SampleAction.Relabelled : SampleAction.LeftOut })],
            Synthetic.ClassNames);

        List<string> stages = [];
        DefenseOptions told = Options with { Suspects = edited };
        new Defender(told, new Starts(stages)).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["train"], stages);
        RunRecord trained = RunRecord.At(
            Directory.GetFiles(_defense.File("saved_data", "train"), RunRecord.FileName, SearchOption.AllDirectories)[0]);
        // All with an even number, none of them merely doubted; later some of the others, with another label than their own.
        Assert.Equal(40, trained.Done[0].Of(new Measure(GroupName.Credible, ReadingName.Samples)));
        Assert.Equal(40, DefenseRecord.Read(first.Files.Record)!.Outcome!.LeftOut);
        Assert.NotEqual(model, File.ReadAllBytes(first.Files.Onnx));
        Assert.Equal(judge, File.ReadAllBytes(Checkpoint("mixmatch_finetune")));

        // The same list again changes nothing; without it our own is gone by again.
        stages.Clear();
        new Defender(told, new Starts(stages)).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(stages);
        new Defender(Options).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(model, File.ReadAllBytes(first.Files.Onnx));
    }

    [Fact]
    public void A_list_that_is_not_there_is_named_before_anything_is_read()
    {
        ConfigException refused = Assert.Throws<ConfigException>(() =>
            new Defender(Options with { Suspects = "none.csv", Data = "/nowhere" }).Run(null, TestContext.Current.CancellationToken));
        Assert.Equal(
            $"--suspects: There is no file {Path.GetFullPath("none.csv")}. Name the suspects.csv that dbd defend or dbd suspects wrote.",
            refused.Message);
    }

    [Fact]
    public void A_list_that_does_not_fit_is_refused_before_anything_is_touched()
    {
        DefenseResult first = new Defender(Options).Run(cancellation: TestContext.Current.CancellationToken);
        byte[] record = File.ReadAllBytes(first.Files.Record);
        byte[] config = File.ReadAllBytes(_defense.File("config", "train.yaml"));
        string bad = _defense.Runs.File("bad.csv");
        File.WriteAllLines(bad, File.ReadLines(first.Files.Suspects).SkipLast(1));
        Assert.Contains("names 79 samples in 79 rows", Refused(bad), StringComparison.Ordinal);
        // Its own list would be written anew, and the changes in it lost.
        Assert.Contains("is the defense's own list", Refused(first.Files.Suspects), StringComparison.Ordinal);
        Assert.Equal(record, File.ReadAllBytes(first.Files.Record));
        Assert.Equal(config, File.ReadAllBytes(_defense.File("config", "train.yaml")));
    }

    private string Refused(string list) => Assert.ThrowsAny<DbdException>(() =>
        new Defender(Options with { Suspects = list }).Run(null, TestContext.Current.CancellationToken)).Message;

    private string Checkpoint(string stage) => Directory
        .GetFiles(_defense.File("storage"), "latest_model.pt", SearchOption.AllDirectories)
        .Single(f => f.Contains($"{Path.DirectorySeparatorChar}{stage}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private sealed class Told(Action<DefenseProgress> tell) : IProgress<DefenseProgress>
    {
        public void Report(DefenseProgress value) => tell(value);
    }

    private sealed class Starts(List<string> stages) : IRunObserver
    {
        public void OnStart(RunStart run) => stages.Add(run.Stage);
    }

    private sealed class StopIn(string stage, CancellationTokenSource stop) : IRunObserver
    {
        private bool _isInStage;

        public void OnStart(RunStart run) => _isInStage = run.Stage == stage;

        public void OnEpoch(EpochReport epoch)
        {
            if (_isInStage)
                stop.Cancel();
        }
    }
}
