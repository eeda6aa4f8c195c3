using System.Diagnostics;

using Dbd.Batching;
using Dbd.Randomness;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Work;

/// <summary>Batches of pictures from files, without a network: read, cut out at random, mirrored, normalised.</summary>
internal static class LoaderWork
{
    /// <summary>Two epochs of all training pictures, of which the first begins with reading the data.</summary>
    /// <param name="request">A <c>supervise</c> run.</param>
    /// <returns>Each epoch.</returns>
    public static IEnumerable<Measured> Measure(StageRequest request)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using StageSetup setup = StageSetup.Load(StageFiles.Load(request), note => Console.Error.WriteLine(note));
        BatchLoader loader = setup.TrainLoader(setup.Options.TrainingView, setup.Stage.TestLoader, "loader");
        for (int epoch = 1; epoch <= 2; epoch++)
        {
            int made = 0;
            foreach (HostBatch batch in loader.Batches(Sampler.Shuffled(setup.Seed, epoch, loader.Data.Count), Purpose.Augmentation, epoch))
            {
                made += batch.Count;
                batch.Dispose();
            }
            double seconds = clock.Elapsed.TotalSeconds;
            yield return new Measured
            {
                Work = $"loader, epoch {epoch}",
                Threads = setup.Stage.TestLoader.NumWorkers,
                Batch = loader.BatchSize,
                Steps = made,
                Seconds = Math.Round(seconds, 3),
                ImagesPerS = Math.Round(made / seconds, 1),
            };
            clock.Restart();
        }
    }
}
