using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Embedding;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Reports.Html;
using Dbd.Serialization.Pickling;
using Dbd.Suspicion;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Networks;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.MixMatch;

namespace Dbd.Torch.Inspection;

/// <summary>Looks at one run: loads its data and its last checkpoint, and asks the model about every sample.</summary>
/// <typeparam name="TOptions">The stage's options.</typeparam>
internal sealed class RunInspection<TOptions>
    where TOptions : StageOptions
{
    private readonly FinishedRun _run;
    private readonly ReportRequest _request;
    private readonly StageSetup<TOptions> _setup;
    private readonly Action<string> _tell;
    private readonly CancellationToken _cancellation;
    private readonly Classifier _network;
    private readonly Classification _classification;
    private readonly CheckpointStore _store;
    private readonly BatchLoader _train;
    private readonly BatchLoader _test;
    private readonly Recipe _recipe;

    private RunInspection(FinishedRun run, ReportRequest request, StageSetup<TOptions> setup, Action<string> tell, CancellationToken cancellation)
    {
        (_run, _request, _setup, _tell, _cancellation) = (run, request, setup, tell, cancellation);
        _recipe = Recipe.Of(setup.Options);
        _network = setup.Build(backbone => new Classifier(backbone, setup.Options.NumClasses));
        _classification = new Classification(_network, _recipe.Loss, setup.Device, cancellation);
        _store = new CheckpointStore(run.Directory.Checkpoints);
        _train = setup.Loader(setup.Data.Train, setup.Options.Transform.Test, _recipe.Loader);
        _test = setup.Loader(setup.Data.CleanTest, setup.Options.Transform.Test, _recipe.Loader);
    }

    private StampedSource Data => _setup.Data.Train;

    /// <summary>Gathers what a report shows of a run.</summary>
    public static RunReport Look(FinishedRun run, ReportRequest request, Action<string> tell, CancellationToken cancellation)
    {
        using StageSetup<TOptions> setup = StageSetup<TOptions>.Load(run.Request, tell, cancellation);
        return new RunInspection<TOptions>(run, request, setup, tell, cancellation).Look();
    }

    private RunReport Look() => _setup.Options switch
    {
        SimClrOptions => LookAtFeatures(),
        MixMatchFinetuneOptions finetune => LookAtModel("Features of the final model (stages 2 and 3)", PretrainedFeatures(finetune)),
        _ => LookAtModel("Features of supervised training", []),
    };

    private RunReport LookAtFeatures()
    {
        Load(_store, CheckpointStore.Latest, "backbone.");
        return Describe([new PlacedSamples("SimCLR's features (learned without labels)", Map())], null, null, Doubts.None);
    }

    private RunReport LookAtModel(string title, PlacedSamples[] before)
    {
        Load(_store, CheckpointStore.Latest);
        _tell($"  what the model makes of {_train.Data.Count:N0} training and {_test.Data.Count:N0} test samples");
        SampleJudgements judged = _classification.Judge(_train, Sampler.Sequential(_train.Data.Count));
        SampleJudgements tested = _classification.Judge(_test, Sampler.Sequential(_test.Data.Count));
        Doubts doubts = Doubts.Of(judged, Data, Credible(judged), KnownSuspects());
        return Describe([.. before, new PlacedSamples(title, Map())], judged, tested, doubts);
    }

    // The SimCLR run may have been cleared away since: then its map is left out.
    private PlacedSamples[] PretrainedFeatures(MixMatchFinetuneOptions finetune)
    {
        CheckpointStore pretrained = new(Pretraining.DirectoryOf(finetune, _setup.Document, _run.Request.ConfigPath).Checkpoints);
        if (!pretrained.Has(finetune.PretrainCheckpoint))
        {
            _tell($"  there is no {pretrained.PathOf(finetune.PretrainCheckpoint)}: no map of SimCLR's features");
            return [];
        }
        Load(pretrained, finetune.PretrainCheckpoint, "backbone.");
        return [new PlacedSamples("SimCLR's features (stage 1, learned without labels)", Map())];
    }

    private void Load(CheckpointStore store, string name, string prefix = "")
    {
        (PyDict content, string source) = (store.Read(name), store.PathOf(name));
        Checkpoint.Of(content, source).CheckPoisoning(
            source, _setup.Data.Index.Hash, "Give the run's own seed, poison ratio, target label and data: --set takes what the run was started with.");
        Checkpoint.LoadModel(content, _network, source, prefix);
    }

    // The same samples in every map of a run, and of runs on the same data, so that maps can be compared.
    private int[] MapSamples() =>
        [.. Rng.For(_setup.Seed, Purpose.Embedding, index: 2).Permutation(Data.Count).Take(_request.MapSamples).Order()];

    private MapPoint[] Map()
    {
        int[] samples = MapSamples();
        _tell($"  a map of {samples.Length:N0} samples");
        return TSne.Map(_classification.Features(_train, samples), new TSneOptions { Seed = _setup.Seed }, _cancellation);
    }

    // By the split of the last epoch, where the run kept it; else by the one that its recipe would make now, but for what a witness says.
    private bool[]? Credible(SampleJudgements judged)
    {
        if (_setup.Options is not MixMatchFinetuneOptions finetune)
            return null;
        return EpochRanking.KeptBy(_run.Directory, Data.Count) is [.., var last]
            ? last.Credible
            : CredibleSelection.AtTheEnd(finetune, judged.Losses, Data).Flags();
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
        RunHistory history = RunHistory.Of(_run.Directory.Log);
        int[] samples = MapSamples();
        RunReport report = new()
        {
            Name = Findings.NameOf(_setup.Options),
            Findings = "",
            ClassNames = Data.ClassNames,
            BenignAccuracy = history.BenignAccuracy,
            AttackSuccessRate = history.AttackSuccessRate,
            TrainingLoss = history.TrainingLoss,
            Losses = judged is null ? [] : doubts.LossGroups(judged, Data),
            Maps = [.. maps.Select(m => new FeatureMap(m.Title, [.. samples.Zip(m.Places, (s, place) =>
                new MapSample(place.X, place.Y, s, Data.Label(s), doubts.IsSuspected(s), Data.IsPoisoned(s)))]))],
            Classes = doubts.ByClass(Data, confusions),
            Confusion = confusions,
            Suspects = judged is null ? null : doubts.Wall(Data, _request.WallPictures),
            Facts = [.. RunFacts.Of(_run, _setup.Options, _setup.Data.Index, _store)],
            Config = ConfigPrinter.ToYaml(_setup.Options),
        };
        int? standsOut = tested is null
            ? null
            : Doubts.LabelThatStandsOut(report.Classes, doubts.UsualShares(report.Classes, tested, _setup.Data.CleanTest));
        return report with
        {
            Findings = string.Join(' ', Findings.Of(report, _setup.Options, doubts, Data, standsOut, _run.Verdict)),
            Figures = [.. Findings.Figures(report, doubts, Data)],
        };
    }

    private sealed record PlacedSamples(string Title, MapPoint[] Places);
}
