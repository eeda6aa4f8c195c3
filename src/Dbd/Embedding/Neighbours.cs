using Dbd.Randomness;

namespace Dbd.Embedding;

/// <summary>Who is near to whom among features, by the angle between them.</summary>
internal static class Neighbours
{
    /// <summary>How many neighbours are asked.</summary>
    public const int Asked = 20;

    // Rows that go through the neighbours together, which are then fetched from memory once for all of them.
    private const int Block = 16;

    /// <summary>Of the nearest neighbours of each sample, the share that has the sample's own label.</summary>
    /// <param name="features">A row a sample; at least 2.</param>
    /// <param name="labels">The label that each came with.</param>
    /// <param name="most">Neighbours are sought among so many samples, drawn at random from more: time grows with it.</param>
    /// <param name="seed">Another seed draws others.</param>
    /// <param name="cancellation">Stops between two blocks of samples.</param>
    /// <returns>[samples], in [0, 1].</returns>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static float[] ShareOfOwnLabel(
        FeatureTable features, int[] labels, int most, long seed, CancellationToken cancellation = default)
    {
        FeatureTable directions = Normalised(features);
        int[] asked = features.Rows <= most
            ? [.. Enumerable.Range(0, features.Rows)]
            : [.. Rng.For(seed, Purpose.Embedding, index: 3).Permutation(features.Rows).Take(most)];
        float[] shares = new float[features.Rows];
        Parallel.For(0, (features.Rows + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellation }, block =>
        {
            int first = block * Block;
            Nearest[] nearest = [.. Enumerable.Range(first, Math.Min(Block, features.Rows - first)).Select(_ => new Nearest(Asked))];
            foreach (int other in asked)
            {
                ReadOnlySpan<float> row = directions.Row(other);
                for (int i = 0; i < nearest.Length; i++)
                {
                    if (first + i != other)
                        nearest[i].Offer(FeatureTable.Dot(directions.Row(first + i), row), other);
                }
            }
            for (int i = 0; i < nearest.Length; i++)
                shares[first + i] = nearest[i].Share(other => labels[other] == labels[first + i]);
        });
        return shares;
    }

    // Of length 1, so that inner products are cosines; a row of zeros stays.
    private static FeatureTable Normalised(FeatureTable features)
    {
        float[] values = new float[features.Rows * features.Columns];
        for (int row = 0; row < features.Rows; row++)
        {
            ReadOnlySpan<float> given = features.Row(row);
            float length = MathF.Sqrt(FeatureTable.Dot(given, given));
            for (int c = 0; c < given.Length && length > 0; c++)
                values[row * features.Columns + c] = given[c] / length;
        }
        return new FeatureTable(values, features.Columns);
    }

    // The nearest until now, the farthest of them first to go.
    private sealed class Nearest(int most)
    {
        private readonly float[] _cosines = new float[most];
        private readonly int[] _samples = new int[most];
        private int _count;

        public void Offer(float cosine, int sample)
        {
            if (_count == most && cosine <= _cosines[^1])
                return;
            int place = _count < most ? _count++ : most - 1;
            for (; place > 0 && _cosines[place - 1] < cosine; place--)
                (_cosines[place], _samples[place]) = (_cosines[place - 1], _samples[place - 1]);
            (_cosines[place], _samples[place]) = (cosine, sample);
        }

        public float Share(Predicate<int> isAlike) =>
            _count == 0 ? 0 : (float)_samples.AsSpan(0, _count).ToArray().Count(s => isAlike(s)) / _count;
    }
}
