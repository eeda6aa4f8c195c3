using Dbd.Randomness;

namespace Dbd.Batching;

/// <summary>Orders of samples, each a function of (seed, purpose, epoch).</summary>
public static class Sampler
{
    /// <summary>Every sample once, in file order: for tests and for ranking.</summary>
    /// <param name="count">Number of samples.</param>
    public static int[] Sequential(int count) => [.. Enumerable.Range(0, count)];

    /// <summary>Every sample once, in random order.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="count">Number of samples.</param>
    public static int[] Shuffled(long seed, int epoch, int count) =>
        Rng.For(seed, Purpose.Shuffle, epoch).Permutation(count);

    /// <summary>Some samples once each, in random order.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="samples">Which samples.</param>
    public static int[] Shuffled(long seed, int epoch, int[] samples) =>
        [.. Shuffled(seed, epoch, samples.Length).Select(place => samples[place])];

    /// <summary>As many full batches as asked for: each pass over the samples is in a new random order, drops what does not
    /// fill a batch, and is followed by the next.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the order is for.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="samples">Which samples.</param>
    /// <param name="batchSize">At most the number of samples.</param>
    /// <param name="batches">Number of batches.</param>
    /// <returns>Sample numbers, batches * batchSize of them.</returns>
    /// <exception cref="ArgumentException">There are fewer samples than a batch needs.</exception>
    public static int[] Endless(long seed, Purpose purpose, int epoch, ReadOnlySpan<int> samples, int batchSize, int batches)
    {
        if (samples.Length < batchSize)
            throw new ArgumentException($"{samples.Length} samples do not fill a batch of {batchSize}.", nameof(samples));
        int[] order = new int[batches * batchSize];
        int usable = samples.Length - samples.Length % batchSize;
        for (int filled = 0, pass = 0; filled < order.Length; filled += usable, pass++)
        {
            int[] shuffled = samples.ToArray();
            Rng.For(seed, purpose, epoch, pass).Shuffle<int>(shuffled);
            shuffled.AsSpan(0, Math.Min(usable, order.Length - filled)).CopyTo(order.AsSpan(filled));
        }
        return order;
    }
}
