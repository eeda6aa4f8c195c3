using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Embedding;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Reports.Csv;
using Dbd.Reports.Html;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Inspection;

/// <summary>Looks at one run: loads its data and its last checkpoint, and asks the model about every sample.</summary>
internal sealed class RunInspection
{
    private readonly FinishedRun _run;
    private readonly ReportRequest _request;
    private readonly StageSetup _setup;
    private readonly Action<string> _note;
    private readonly CancellationToken _cancellation;
    private readonly Classifier _network;
    private readonly Classification _classification;
    private readonly CheckpointStore _store;
    private readonly BatchLoader _train;
    private readonly BatchLoader _test;

    private RunInspection(FinishedRun run, ReportRequest request, StageSetup setup, Action<string> note, CancellationToken cancellation)
    {
        (_run, _request, _setup, _note, _cancellation) = (run, request, setup, note, cancellation);
        _network = setup.BuildClassifier();
        _classification = new Classification(_network, Stage.TestLoss ?? CrossEntropy.PerSample, setup.Compute, cancellation);
        _store = new CheckpointStore(run.Directory.Checkpoints);
        _train = setup.Loader(setup.Data.Train, setup.Options.Transform.Test, Stage.TestLoader);
        _test = setup.Loader(setup.Data.CleanTest, setup.Options.Transform.Test, Stage.TestLoader);
    }

    private IStage Stage => _setup.Stage;

    private string Tested => _setup.Data.IsTestUnverified
        ? "the held-out pictures, which nobody has verified to be clean"
        : "the clean test images";

    private StampedSource Data => _setup.Data.Train;

    /// <summary>Gathers what a report shows of a run.</summary>
    public static RunReport Look(FinishedRun run, ReportRequest request, Action<string> note, CancellationToken cancellation)
    {
        using StageSetup setup = StageSetup.Load(StageFiles.Load(run.Request), note, cancellation);
        RunInspection inspection = new(run, request, setup, note, cancellation);
        return setup.Stage.TestLoss is null ? inspection.LookAtFeatures() : inspection.LookAtModel();
    }

    private RunReport LookAtFeatures()
    {
        Load(_store.PathOf(CheckpointStore.Latest), "backbone.");
        return Describe([new PlacedSamples(Stage.Text.Features, Map())], null, null, Doubts.None);
    }

    private RunReport LookAtModel()
    {
        PlacedSamples[] before = [.. _setup.File.Inputs.Where(i => i.Declared.Features.Length > 0 && IsThere(i)).Select(MapOf)];
        Load(_store.PathOf(CheckpointStore.Latest));
        _note($"  what the model makes of {_train.Data.Count:N0} training and {_test.Data.Count:N0} test samples");
        SampleJudgements judged = _classification.Judge(_train, Sampler.Sequential(_train.Data.Count));
        SampleJudgements tested = _classification.Judge(_test, Sampler.Sequential(_test.Data.Count));
        Doubts doubts = Doubts.Of(judged, Data, Stage.Credible(judged.Losses, Data, _run.Directory), KnownSuspects());
        return Describe([.. before, new PlacedSamples(Stage.Text.Features, Map())], judged, tested, doubts);
    }

    // An earlier run may have been cleared away since: then its map is left out.
    private bool IsThere(EarlierRun earlier)
    {
        if (File.Exists(earlier.Checkpoint))
            return true;
        _note($"  there is no {earlier.Checkpoint}: no map of {earlier.Declared.Features}");
        return false;
    }

    private PlacedSamples MapOf(EarlierRun earlier)
    {
        Load(earlier.Checkpoint, "backbone.");
        return new PlacedSamples(earlier.Declared.Features, Map());
    }

    private void Load(string checkpoint, string prefix = "") => _setup.LoadCheckpoint(
        checkpoint, _network, prefix,
        "Give the run's own seed, poison ratio, target label and data: --set takes what the run was started with.");

    // The same samples in every map of a run, and of runs on the same data, so that maps can be compared.
    private int[] MapSamples() =>
        [.. Rng.For(_setup.Seed, Purpose.Embedding, index: 2).Permutation(Data.Count).Take(_request.MapSamples).Order()];

    private MapPoint[] Map()
    {
        int[] samples = MapSamples();
        _note($"  a map of {samples.Length:N0} samples");
        return TSne.Map(_classification.Features(_train, samples), new TSneOptions { Seed = _setup.Seed }, _cancellation);
    }

    private IReadOnlyList<Suspect>? KnownSuspects()
    {
        string own = Path.Combine(_run.Directory.Saved, SuspectFile.Name);
        string? file = _run.SuspectFile ?? (File.Exists(own) ? own : null);
        return _run.Suspects ?? (file is null ? null : SuspectFile.Read(file, Data.ClassNames, Data.Count));
    }

    private int[][] Confusions(int[] predicted)
    {
        int[][] counts = [.. Data.ClassNames.Select(_ => new int[Data.ClassNames.Count])];
        foreach ((int sample, int label) in predicted.Index())
            counts[_test.Data.Label(sample)][label]++;
        return counts;
    }

    private RunReport Describe(PlacedSamples[] maps, SampleJudgements? judged, SampleJudgements? tested, Doubts doubts)
    {
        int[][] confusions = tested is null ? [] : Confusions(tested.Believed);
        RunRecord run = CsvRecord.In(_run.Directory.Log);
        int[] samples = MapSamples();
        RunReport report = new()
        {
            Name = Findings.NameOf(Stage),
            Findings = "",
            ClassNames = Data.ClassNames,
            BenignAccuracy = Curve(run.Done, e => e.BenignAccuracy),
            AttackSuccessRate = Curve(run.Done, e => e.AttackSuccessRate),
            RobustAccuracy = run.RobustAccuracy,
            TargetRecall = run.TargetRecall,
            TrainingLoss = Curve(run.Done, e => e.Of(new Measure(Stage.Text.TrainingGroup, ReadingName.Loss))),
            Losses = judged is null ? [] : doubts.LossGroups(judged, Data),
            Maps = [.. maps.Select(m => new FeatureMap(m.Title, [.. samples.Zip(m.Places, (s, place) =>
                new MapSample(place.X, place.Y, s, Data.Label(s), doubts.IsSuspected(s), Data.IsPoisoned(s)))]))],
            Classes = doubts.ByClass(Data, confusions),
            Confusion = confusions,
            Shared = judged is null ? null : doubts.Shared(Data),
            Suspects = judged is null ? null : doubts.Wall(Data, _request.WallPictures),
            Facts = [.. RunFacts.Of(_run, _setup.Options, _setup.Data.Index, _store)],
            Config = ConfigPrinter.ToYaml(_setup.Options),
        };
        int? standsOut = tested is null
            ? null
            : Doubts.LabelThatStandsOut(report.Classes, doubts.UsualShares(report.Classes, tested, _setup.Data.CleanTest));
        int? target = _setup.Data.PoisonedTest?.Target;
        return report with
        {
            Findings = string.Join(' ', Findings.Of(report, Stage, doubts, Data, Tested, target, standsOut, _run.Verdict?.Sentences)),
            Figures = [.. Findings.Figures(report, doubts, Data, _run.Verdict?.Kind)],
            Detection = doubts.AreGiven && KnownAttacks.Of(_setup.Data) is { } known
                ? [.. Detection.Of(doubts.BySample, known, standsOut).Sentences]
                : [],
        };
    }

    private static double[] Curve(IReadOnlyList<EpochRecord> epochs, Func<EpochRecord, double?> measure) =>
        epochs.Any(e => measure(e) is not null) ? [.. epochs.Select(e => measure(e) ?? double.NaN)] : [];

    private sealed record PlacedSamples(string Title, MapPoint[] Places);
}
