namespace Dbd.Embedding;

/// <summary>How near points are to each other among their features: p_ij of t-SNE, for near neighbours only; the others' is 0.</summary>
/// <remarks>p_j|i is a normal distribution around point i whose perplexity is given; p_ij = (p_j|i + p_i|j) / 2N.</remarks>
internal sealed class Affinities
{
    // Farther neighbours of a normal distribution of this perplexity have next to no weight (van der Maaten 2014).
    private const int NeighboursPerPerplexity = 3;

    private readonly int[][] _neighbours;
    private readonly float[][] _values;

    private Affinities(int[][] neighbours, float[][] values) => (_neighbours, _values) = (neighbours, values);

    /// <summary>Number of points.</summary>
    public int Count => _neighbours.Length;

    /// <summary>The affinities of features.</summary>
    /// <param name="features">At least 3 rows.</param>
    /// <param name="perplexity">Above 1, at most (rows - 1) / 3.</param>
    public static Affinities Of(FeatureTable features, double perplexity)
    {
        int nearest = Math.Min(features.Rows - 1, (int)(NeighboursPerPerplexity * perplexity) + 1);
        int[][] neighbours = new int[features.Rows][];
        double[][] given = new double[features.Rows][];
        float[] squares = [.. Enumerable.Range(0, features.Rows).Select(i => FeatureTable.Dot(features.Row(i), features.Row(i)))];
        Parallel.For(0, features.Rows, i =>
        {
            (neighbours[i], float[] distances) = Nearest(features, squares, i, nearest);
            given[i] = Conditional(distances, perplexity);
        });
        return Symmetric(neighbours, given);
    }

    /// <summary>The points near to a point; symmetric: each is near to the other.</summary>
    public ReadOnlySpan<int> Neighbours(int point) => _neighbours[point];

    /// <summary>p_ij of these neighbours; all of all points add up to 1.</summary>
    public ReadOnlySpan<float> Values(int point) => _values[point];

    private static (int[] Neighbours, float[] Distances) Nearest(FeatureTable features, float[] squares, int point, int count)
    {
        float[] distances = new float[features.Rows];
        int[] order = new int[features.Rows];
        for (int j = 0; j < distances.Length; j++)
        {
            distances[j] = Math.Max(0, squares[point] + squares[j] - 2 * FeatureTable.Dot(features.Row(point), features.Row(j)));
            order[j] = j;
        }
        distances[point] = float.PositiveInfinity;
        Array.Sort(distances, order);
        return (order[..count], distances[..count]);
    }

    /// <summary>The weights exp(-beta d²), normalised, with the beta that gives them the perplexity.</summary>
    internal static double[] Conditional(float[] squaredDistances, double perplexity)
    {
        double[] weights = new double[squaredDistances.Length];
        double wanted = Math.Log(perplexity);
        double nearest = squaredDistances[0];
        double scale = Math.Max(squaredDistances.Average(d => d - nearest), 1e-12);
        (double low, double high, double beta) = (0, double.PositiveInfinity, 1 / scale);
        for (int i = 0; i < 60; i++)
        {
            if (Entropy(squaredDistances, nearest, beta, weights) > wanted)
                (low, beta) = (beta, double.IsInfinity(high) ? beta * 2 : (beta + high) / 2);
            else
                (high, beta) = (beta, (beta + low) / 2);
        }
        return weights;
    }

    private static double Entropy(float[] squaredDistances, double nearest, double beta, double[] weights)
    {
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            double distance = squaredDistances[j] - nearest;
            weights[j] = Math.Exp(-beta * distance);
            sum += weights[j];
            mean += weights[j] * distance;
        }
        for (int j = 0; j < weights.Length; j++)
            weights[j] /= sum;
        return Math.Log(sum) + beta * mean / sum;
    }

    private static Affinities Symmetric(int[][] neighbours, double[][] given)
    {
        int count = neighbours.Length;
        List<(int Point, double Value)>[] rows = [.. neighbours.Select(_ => new List<(int, double)>())];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < neighbours[i].Length; k++)
            {
                double half = given[i][k] / (2.0 * count);
                rows[i].Add((neighbours[i][k], half));
                rows[neighbours[i][k]].Add((i, half));
            }
        }
        (int Point, float Value)[][] merged = [.. rows.Select(row => row
            .GroupBy(e => e.Point).OrderBy(g => g.Key).Select(g => (g.Key, (float)g.Sum(e => e.Value))).ToArray())];
        return new Affinities(
            [.. merged.Select(r => r.Select(e => e.Point).ToArray())], [.. merged.Select(r => r.Select(e => e.Value).ToArray())]);
    }
}
