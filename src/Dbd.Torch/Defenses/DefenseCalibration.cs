using Dbd.Data;
using Dbd.Embedding;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Defenses.Recipe;
using Dbd.Torch.Inspection;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Defenses;

/// <summary>Finds out what everything takes on this machine with these data: runs the whole defense in small, on some of the samples.
/// The first epoch of each stage warms the machine up, the second is measured. After an interruption it goes on where it was.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="folder">Where it works, and keeps what it has measured.</param>
/// <param name="options">What is asked.</param>
/// <param name="note">Is told how far it is.</param>
/// <param name="cancellation">Stops within a step.</param>
internal sealed class DefenseCalibration(
    DefenseRecipe recipe, DefenseFolder folder, DefenseOptions options, Action<string> note, CancellationToken cancellation)
{
    /// <summary>What it takes of a short budget: less than of others.</summary>
    public static readonly (int Samples, int Iterations) Little = (1024, 15);

    private static readonly (int Samples, int Iterations) s_usual = (4096, 30);

    /// <summary>Passes of an image: the witness's losses and features, SimCLR's features, the final model's losses, and one for the
    /// report.</summary>
    public const int Passes = 5;

    private const int MostTest = 512;
    private const int MapSamples = 600;

    // The epochs of the stages, a map, and neighbours.
    private const int Parts = 2 + 2 + 4 + 1 + 1;

    private Measurements _measured = new();

    /// <summary>Measures what an earlier start has not.</summary>
    /// <param name="data">All data.</param>
    /// <param name="settings">What makes them and the recipe what they are.</param>
    public Costs Measure(DatasetSplit data, DefenseSettings settings)
    {
        (int samples, int iterations) = options.BudgetOrDefault < DefenseGlance.Longest ? Little : s_usual;
        FilledRecipe whole = recipe.Fill(options.Source(folder, data, settings.Size), folder.Configs).ForSamples(data.Train.Count);
        DatasetSplit some = SomeOf(data, whole, samples);
        _measured = Announcement.Of(options.Group, () => Measurements.In(
            folder.Path, $"{settings.DataHash} {settings.RecipeHash} {settings.Size} {settings.Seed} {samples} {iterations}"));
        if (_measured.Count == 0)
            folder.Delete(options);
        DefenseStages stages = whole.With(Small(some, iterations)).WriteTo(folder.Configs, some, options);
        StageRequest finetune = stages[WitnessedDbd.Finetune] with { Overrides = ["semi.witness="] };
        Train(WitnessedDbd.Witness, stages[WitnessedDbd.Witness], 2);
        Train(WitnessedDbd.Features, stages[WitnessedDbd.Features], 2);
        Train(WitnessedDbd.Finetune, finetune, 2, 4);
        Look(finetune);
        return Of(data, some);
    }

    /// <summary>The samples that it works on.</summary>
    /// <param name="data">All data.</param>
    /// <param name="recipe">The recipe, fitted to these.</param>
    /// <param name="samples">How many it is to take for training, at most; a recipe of large batches takes more.</param>
    public static DatasetSplit SomeOf(DatasetSplit data, FilledRecipe recipe, int samples) =>
        SomeOf(data, Math.Max(samples, 4 * recipe.LargestBatch), MostTest);

    /// <summary>Some samples, evenly from all.</summary>
    public static DatasetSplit SomeOf(DatasetSplit data, int train, int test) => new(Some(data.Train, train), Some(data.Test, test), []);

    /// <summary>What it takes itself.</summary>
    /// <param name="costs">What everything takes with its samples.</param>
    /// <param name="iterations">Of MixMatch.</param>
    public static double SecondsOf(Costs costs, int iterations) => costs.Evidence
        + 2 * (costs.WitnessEpoch + costs.SimClrEpoch + costs.WarmupEpoch + costs.Ranking + iterations * costs.Iteration);

    /// <summary>The whole in small.</summary>
    /// <param name="some">The samples.</param>
    /// <param name="iterations">Of MixMatch.</param>
    public static DefensePlan Small(DatasetSplit some, int iterations) => new()
    {
        Witness = 2,
        SimClr = 2,
        Warmup = 2,
        Semi = 2,
        Iterations = iterations,
        MapSamples = Math.Min(MapSamples, some.Train.Count),
    };

    // What lies there is gone on from; if there is no record of what its epochs took, they are trained again.
    private void Train(DefenseStep step, StageRequest request, params int[] wanted)
    {
        for (string resume = ""; !wanted.All(_measured.EpochsOf(step.Stage).ContainsKey); resume = StageRequest.FromScratch)
        {
            StageClock clock = new((epoch, timed) => Keep(_measured.With(step.Stage, epoch, timed)));
            StageCatalog.Run(request with { Resume = resume }, [clock], cancellation);
            _measured = Announcement.Of(options.Group, () => _measured);
        }
    }

    private void Look(StageRequest finetune)
    {
        if (_measured is { Map: not null, Neighbours: not null })
            return;
        using Looking looking = new(finetune, _ => { }, cancellation);
        FeatureTable features = looking.SomeFeatures(MapSamples);
        _measured = Announcement.Of(options.Group, () => LookAt(features));
    }

    private Measurements LookAt(FeatureTable features)
    {
        if (_measured.Map is null)
        {
            double map = Timed(() => TSne.Map(features, new TSneOptions { Seed = options.Seed }, cancellation));
            Keep(_measured with { Map = map / features.Rows / features.Rows });
        }
        cancellation.ThrowIfCancellationRequested();
        double neighbours = Timed(() =>
            Neighbours.ShareOfOwnLabel(features, new int[features.Rows], features.Rows, options.Seed, cancellation));
        Keep(_measured with { Neighbours = neighbours / features.Rows / features.Rows });
        return _measured;
    }

    private void Keep(Measurements measured)
    {
        _measured = measured;
        _measured.Save(folder.Path);
        note($"Calibration: {_measured.Count} of {Parts} parts measured.");
    }

    private Costs Of(DatasetSplit data, DatasetSplit some)
    {
        (double train, double test) = (data.Train.Count / (double)some.Train.Count, data.Test.Count / (double)some.Test.Count);
        TimedEpoch witness = _measured.EpochsOf(WitnessedDbd.Witness.Stage)[2];
        TimedEpoch warmup = _measured.EpochsOf(WitnessedDbd.Finetune.Stage)[2];
        TimedEpoch semi = _measured.EpochsOf(WitnessedDbd.Finetune.Stage)[4];
        double image = semi.Rest / (some.Train.Count + some.Test.Count);
        double neighbours = _measured.Neighbours!.Value * data.Train.Count * Math.Min(data.Train.Count, SampleEvidence.NeighboursAmong);
        return new Costs
        {
            WitnessEpoch = witness.Training(train) + witness.Rest * test,
            SimClrEpoch = _measured.EpochsOf(WitnessedDbd.Features.Stage)[2].Training(train),
            WarmupEpoch = warmup.Training(train) + warmup.Rest * test,
            Ranking = image * (data.Train.Count + data.Test.Count),
            Iteration = semi.Step,
            Evidence = image * (Passes - 1) * data.Train.Count + 2 * neighbours,
            MapPair = _measured.Map!.Value,
        };
    }

    // The second time: what compiling the code took would be multiplied up.
    private double Timed<T>(Func<T> work)
    {
        work();
        long begin = options.Time.GetTimestamp();
        work();
        return options.Time.GetElapsedTime(begin).TotalSeconds;
    }

    // Evenly from all: where data lie class by class, the first ones are of one class.
    private static Subset Some(IImageSource data, int most)
    {
        int count = Math.Min(most, data.Count);
        return new Subset(data, [.. Enumerable.Range(0, count).Select(i => (int)((long)i * data.Count / count))]);
    }
}
