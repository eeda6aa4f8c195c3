using System.Diagnostics;

using Dbd.Batching;
using Dbd.Randomness;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Work;

/// <summary>SimCLR views on one thread: loaded, augmented and normalised as in stage 1, without a network.</summary>
internal static class ViewWork
{
    private const int WarmUpViews = 20_000;

    /// <summary>Makes views of the first images.</summary>
    /// <param name="request">The SimCLR run.</param>
    /// <param name="views">How many.</param>
    public static Measured Measure(StageRequest request, int views)
    {
        using StageSetup setup = StageSetup.Load(StageFiles.Load(request), _ => { });
        BatchLoader loader = setup.TrainLoader(setup.Options.TrainingView, setup.Stage.TestLoader with { NumWorkers = 0 }, "loader");
        Make(loader, WarmUpViews);
        Stopwatch clock = Stopwatch.StartNew();
        int made = Make(loader, views);
        double seconds = clock.Elapsed.TotalSeconds;
        return new Measured
        {
            Work = "views",
            Threads = 1,
            Batch = loader.BatchSize,
            Steps = made,
            Seconds = Math.Round(seconds, 3),
            ImagesPerS = Math.Round(made / seconds, 1),
        };
    }

    private static int Make(BatchLoader loader, int views)
    {
        int[] order = [.. Enumerable.Range(0, views / 2).Select(i => i % loader.Data.Count)];
        foreach (HostBatch batch in loader.Batches(order, Purpose.Augmentation, epoch: 1, views: 2))
            batch.Dispose();
        return 2 * order.Length;
    }
}
