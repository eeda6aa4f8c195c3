using Dbd.Randomness;

namespace Dbd.Embedding;

/// <summary>The directions in which features vary most.</summary>
internal static class PrincipalComponents
{
    private const int Iterations = 60;

    /// <summary>Each row's coordinates along the first two, by power iteration; zeros along one that does not exist.</summary>
    public static (float[] First, float[] Second) FirstTwo(FeatureTable features, long seed)
    {
        double[] mean = Mean(features);
        Rng rng = Rng.For(seed, Purpose.Embedding);
        double[] first = Direction(features, mean, [], ref rng);
        double[] second = Direction(features, mean, first, ref rng);
        return (Coordinates(features, mean, first), Coordinates(features, mean, second));
    }

    private static double[] Mean(FeatureTable features)
    {
        double[] mean = new double[features.Columns];
        for (int row = 0; row < features.Rows; row++)
            AddTo(mean, features.Row(row), 1.0 / features.Rows);
        return mean;
    }

    private static double[] Direction(FeatureTable features, double[] mean, double[] before, ref Rng rng)
    {
        double[] direction = new double[features.Columns];
        foreach (ref double value in direction.AsSpan())
            value = rng.NextNormal();
        for (int i = 0; i < Iterations; i++)
        {
            direction = Covariance(features, mean, direction);
            if (before.Length > 0)
                AddTo(direction, before, -Dot(direction, before));
            double length = Math.Sqrt(Dot(direction, direction));
            if (length < 1e-12)
                return new double[features.Columns];
            for (int c = 0; c < direction.Length; c++)
                direction[c] /= length;
        }
        // A direction and its opposite are the same component; one of them is chosen, so that maps do not flip.
        return direction.MaxBy(Math.Abs) < 0 ? [.. direction.Select(v => -v)] : direction;
    }

    private static double[] Covariance(FeatureTable features, double[] mean, double[] direction)
    {
        double[] product = new double[features.Columns];
        float[] along = Coordinates(features, mean, direction);
        for (int row = 0; row < features.Rows; row++)
            AddTo(product, features.Row(row), along[row]);
        // Coordinates add up to nothing, so the mean need not be taken off again.
        return product;
    }

    private static float[] Coordinates(FeatureTable features, double[] mean, double[] direction)
    {
        double middle = Dot(mean, direction);
        float[] along = new float[features.Rows];
        for (int row = 0; row < along.Length; row++)
        {
            double sum = 0;
            ReadOnlySpan<float> values = features.Row(row);
            for (int c = 0; c < values.Length; c++)
                sum += values[c] * direction[c];
            along[row] = (float)(sum - middle);
        }
        return along;
    }

    private static void AddTo(double[] sum, ReadOnlySpan<float> values, double factor)
    {
        for (int c = 0; c < sum.Length; c++)
            sum[c] += values[c] * factor;
    }

    private static void AddTo(double[] sum, double[] values, double factor)
    {
        for (int c = 0; c < sum.Length; c++)
            sum[c] += values[c] * factor;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int c = 0; c < a.Length; c++)
            sum += a[c] * b[c];
        return sum;
    }
}
