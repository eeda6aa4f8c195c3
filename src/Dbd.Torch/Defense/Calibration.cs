using System.Diagnostics;

using Dbd.Datasets;
using Dbd.Embedding;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defense;

/// <summary>Finds out what everything takes on this machine with these data: runs the whole defense in small, on some of the samples.
/// The first epoch of each stage warms the machine up, the second is measured.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="folder">Where it may work; gone afterwards.</param>
/// <param name="options">What is asked.</param>
/// <param name="cancellation">Stops within a step.</param>
internal sealed class Calibration(DefenseRecipe recipe, DefenseFolder folder, DefenseOptions options, CancellationToken cancellation)
{
    // Of a short budget less may be spent on this.
    private static readonly (int Samples, int Iterations) s_little = (1024, 15);
    private static readonly (int Samples, int Iterations) s_usual = (4096, 30);

    private const int MostTest = 512;
    private const int MapSamples = 600;

    private static readonly TimeSpan s_short = TimeSpan.FromMinutes(10);

    // An image goes through a network: the witness's losses and features, SimCLR's features, the final model's losses, and once more in the report.
    private const int Passes = 5;

    /// <summary>Measures.</summary>
    /// <param name="data">All data.</param>
    public Costs Measure(DatasetSplit data)
    {
        (int samples, int iterations) = options.BudgetOrDefault < s_short ? s_little : s_usual;
        DatasetSplit some = new(Some(data.Train, Math.Max(samples, 2 * recipe.LargestBatch)), Some(data.Test, MostTest), []);
        Clear();
        try
        {
            DefenseStages stages = recipe.WriteTo(folder, some, options, data.Train.Count, Small(some, iterations));
            StageRequest finetune = stages.Finetune with { Overrides = ["semi.witness="] };
            return Of(data, some, Time(StageName.Supervise, stages.Witness), Time(StageName.SimClr, stages.SimClr), Time(StageName.MixMatchFinetune, finetune), finetune);
        }
        finally
        {
            Clear();
        }
    }

    private static DefensePlan Small(DatasetSplit some, int iterations) => new()
    {
        Witness = 2,
        SimClr = 2,
        Warmup = 2,
        Semi = 2,
        Iterations = iterations,
        MapSamples = Math.Min(MapSamples, some.Train.Count),
    };

    private Costs Of(DatasetSplit data, DatasetSplit some, TimedEpoch[] witness, TimedEpoch[] simClr, TimedEpoch[] finetune, StageRequest last)
    {
        (double train, double test) = (data.Train.Count / (double)some.Train.Count, data.Test.Count / (double)some.Test.Count);
        double image = finetune[^1].Rest / (some.Train.Count + some.Test.Count);
        using Looking looking = new(last, _ => { }, cancellation);
        FeatureTable features = looking.SomeFeatures(MapSamples);
        double map = Timed(() => TSne.Map(features, new TSneOptions { Seed = options.Seed }, cancellation));
        double neighbours = NeighbourSeconds(features, data.Train.Count);
        return new Costs
        {
            WitnessEpoch = witness[^1].Training(train) + witness[^1].Rest * test,
            SimClrEpoch = simClr[^1].Training(train),
            WarmupEpoch = finetune[1].Training(train) + finetune[1].Rest * test,
            Ranking = image * (data.Train.Count + data.Test.Count),
            Iteration = finetune[^1].Step,
            Evidence = image * (Passes - 1) * data.Train.Count + 2 * neighbours,
            MapPair = map / features.Rows / features.Rows,
        };
    }

    private double NeighbourSeconds(FeatureTable features, int samples)
    {
        double seconds = Timed(() => Neighbours.ShareOfOwnLabel(features, new int[features.Rows], features.Rows, options.Seed, cancellation));
        return seconds * samples / features.Rows * Math.Min(samples, Looking.NeighboursAmong) / features.Rows;
    }

    private TimedEpoch[] Time(string stage, StageRequest request)
    {
        StageClock clock = new();
        StageKind.Run(stage, request, [clock], cancellation);
        return [.. clock.Epochs];
    }

    // The second time: what compiling the code took would be multiplied up.
    private static double Timed<T>(Func<T> work)
    {
        work();
        long begin = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    // Evenly from all: where data lie class by class, the first ones are of one class.
    private static DatasetView Some(IDataset data, int most)
    {
        int count = Math.Min(most, data.Count);
        return new DatasetView(data, [.. Enumerable.Range(0, count).Select(i => (int)((long)i * data.Count / count))]);
    }

    private void Clear()
    {
        if (Directory.Exists(folder.Path))
            Directory.Delete(folder.Path, recursive: true);
    }
}
