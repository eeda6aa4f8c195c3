using Dbd.Augmentation;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Randomness;

namespace Dbd.Batching;

/// <summary>
/// Turns samples into batches: image -> augmentation -> normalised numbers. What a batch holds depends on the seed, the
/// purpose, the epoch and the order only, not on how many threads prepare it.
/// </summary>
/// <param name="data">The samples.</param>
/// <param name="augmentation">What is done to each view, on 8-bit pixels.</param>
/// <param name="normalization">Turns bytes into numbers.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="options">Batch size and threads.</param>
public sealed class BatchLoader(
    StampedSource data, AugmentationPipeline augmentation, Normalization normalization, long seed, LoaderOptions options)
{
    [ThreadStatic]
    private static PixelBuffer? s_image;

    // Of a poisoned set there are none: its triggers are of the size that pictures are made to fit.
    private readonly bool _isOwn = data.HasOwnSizes && augmentation.LeastSide is not null;

    private readonly ImageShape _shape = augmentation.OutputShape(data.Shape);

    /// <summary>The samples.</summary>
    public StampedSource Data => data;

    /// <summary>Samples in a batch.</summary>
    public int BatchSize => options.BatchSize;

    /// <summary>One pass over samples.</summary>
    /// <param name="order">Which samples, in which order.</param>
    /// <param name="purpose">What the augmentation's draws are for.</param>
    /// <param name="epoch">The epoch, from 1; 0 where there is none.</param>
    /// <param name="views">Independent augmentations of each sample.</param>
    /// <param name="dropLast">Whether a last batch that is not full is left out.</param>
    public BatchStream<HostBatch> Batches(int[] order, Purpose purpose, int epoch, int views = 1, bool dropLast = false)
    {
        int size = options.BatchSize;
        int steps = dropLast ? order.Length / size : (order.Length + size - 1) / size;
        return new BatchStream<HostBatch>(steps, options.NumWorkers, step => Fill(order, step, purpose, epoch, views));
    }

    /// <summary>One batch of a pass.</summary>
    /// <param name="order">Which samples, in which order.</param>
    /// <param name="step">Which batch of it, from 0.</param>
    /// <param name="purpose">What the augmentation's draws are for.</param>
    /// <param name="epoch">The epoch, from 1; 0 where there is none.</param>
    /// <param name="views">Independent augmentations of each sample.</param>
    /// <returns>The batch, to be disposed.</returns>
    public HostBatch Fill(int[] order, int step, Purpose purpose, int epoch, int views = 1)
    {
        int first = step * options.BatchSize;
        HostBatch batch = new(Math.Min(options.BatchSize, order.Length - first), views, _shape);
        PixelBuffer image = s_image ??= new PixelBuffer(data.Shape);
        for (int s = 0; s < batch.Count; s++)
        {
            int sample = order[first + s];
            batch.Labels.Span[s] = data.Label(sample);
            batch.Poisoned.Span[s] = data.IsPoisoned(sample) ? 1 : 0;
            for (int v = 0; v < views; v++)
            {
                // Keyed by the position in the pass, not by the sample: MixMatch meets a sample several times in an epoch.
                Rng rng = Rng.For(seed, purpose, epoch, (long)(first + s) * views + v);
                if (_isOwn)
                    data.ReadOwn(sample, image);
                else
                    data.Read(sample, image.Reset(data.Shape));
                augmentation.Apply(image, ref rng);
                normalization.Apply(image.Pixels, batch.Pixels.Span.Slice((s * views + v) * _shape.Bytes, _shape.Bytes));
            }
        }
        return batch;
    }
}
