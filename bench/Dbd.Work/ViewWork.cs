using System.Diagnostics;

using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Datasets;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Torch;
using Dbd.Torch.Stages;

namespace Dbd.Work;

/// <summary>SimCLR views on one thread: loaded, augmented and normalised as in stage 1, without a network.</summary>
internal static class ViewWork
{
    private const int WarmUpViews = 20_000;

    /// <summary>Makes views of the first images.</summary>
    /// <param name="configPath">The SimCLR configuration.</param>
    /// <param name="folder">The data.</param>
    /// <param name="triggerPath">The attack's trigger.</param>
    /// <param name="views">How many.</param>
    public static Measured Measure(string configPath, string folder, string triggerPath, int views)
    {
        ConfigDocument document = ConfigDocument.Load(configPath).WithOverrides([$"backdoor.badnets.trigger_path={triggerPath}"]);
        SimClrOptions options = new ConfigBinder([.. DataCatalog.All, .. TrainingCatalog.All]).Bind<SimClrOptions>(document);
        IDatasetFormat format = DataCatalog.FormatIn(folder);
        BackdoorData data = BackdoorData.Poison(format.LoadTrain(folder), format.LoadTest(folder), options.Backdoor, options.Transform.Pre, options.Seed.Seed, given: null);
        BatchLoader loader = new(
            data.Train,
            new AugmentationPipeline([.. options.Aug.Primary.Select(step => step.Create())]),
            new Normalization(options.Aug.Remaining.Normalize.Mean, options.Aug.Remaining.Normalize.Std),
            options.Seed.Seed,
            new LoaderOptions { BatchSize = 512, NumWorkers = 0 });

        Make(loader, WarmUpViews);
        Stopwatch clock = Stopwatch.StartNew();
        int made = Make(loader, views);
        double seconds = clock.Elapsed.TotalSeconds;
        return new Measured { Work = "views", Threads = 1, Steps = made, Seconds = Math.Round(seconds, 3), ImagesPerS = Math.Round(made / seconds, 1) };
    }

    private static int Make(BatchLoader loader, int views)
    {
        int[] order = [.. Enumerable.Range(0, views / 2).Select(i => i % loader.Data.Count)];
        foreach (HostBatch batch in loader.Batches(order, Purpose.Augmentation, epoch: 1, views: 2))
            batch.Dispose();
        return 2 * order.Length;
    }
}
