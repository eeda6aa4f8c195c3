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
/// <param name="share">The part of each training batch that this process takes; by default all of it.</param>
public sealed class BatchLoader(
    StampedSource data, AugmentationPipeline augmentation, Normalization normalization, long seed, LoaderOptions options,
    Share share = default)
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

    /// <summary>One pass over samples, of each batch this process's share.</summary>
    /// <param name="order">Which samples, in which order.</param>
    /// <param name="purpose">What the augmentation's draws are for.</param>
    /// <param name="epoch">The epoch, from 1; 0 where there is none.</param>
    /// <param name="views">Independent augmentations of each sample.</param>
    /// <param name="dropLast">Whether a last batch that is not full is left out.</param>
    public BatchStream<HostBatch> Batches(int[] order, Purpose purpose, int epoch, int views = 1, bool dropLast = false) =>
        new(Steps(order, dropLast), options.NumWorkers, step => Fill(order, step, purpose, epoch, views));

    /// <summary>The batches of a pass that a process looks at where each looks at whole ones: in turn.</summary>
    /// <param name="order">Which samples, in which order.</param>
    /// <param name="purpose">What the augmentation's draws are for.</param>
    /// <param name="epoch">The epoch, from 1; 0 where there is none.</param>
    /// <param name="turn">Which process, of how many: batch k is that of process k modulo their number.</param>
    public BatchStream<HostBatch> InTurn(int[] order, Purpose purpose, int epoch, Share turn)
    {
        (int first, int stride) = (turn.Rank, Math.Max(1, turn.Size));
        int mine = (Steps(order, dropLast: false) - first + stride - 1) / stride;
        return new(mine, options.NumWorkers, k => Fill(order, first + k * stride, purpose, epoch, views: 1, part: default));
    }

    /// <summary>This process's share of one batch of a pass. What a sample becomes does not depend on how many processes there
    /// are.</summary>
    /// <param name="order">Which samples, in which order.</param>
    /// <param name="step">Which batch of it, from 0.</param>
    /// <param name="purpose">What the augmentation's draws are for.</param>
    /// <param name="epoch">The epoch, from 1; 0 where there is none.</param>
    /// <param name="views">Independent augmentations of each sample.</param>
    /// <returns>The batch, to be disposed.</returns>
    public HostBatch Fill(int[] order, int step, Purpose purpose, int epoch, int views = 1) =>
        Fill(order, step, purpose, epoch, views, share);

    private HostBatch Fill(int[] order, int step, Purpose purpose, int epoch, int views, Share part)
    {
        int whole = Math.Min(options.BatchSize, order.Length - step * options.BatchSize);
        (int from, int to) = part.Of(whole);
        int first = step * options.BatchSize + from;
        HostBatch batch = new(to - from, views, _shape) { Whole = whole };
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

    private int Steps(int[] order, bool dropLast) =>
        dropLast ? order.Length / options.BatchSize : (order.Length + options.BatchSize - 1) / options.BatchSize;
}
