using Dbd.Randomness;

namespace Dbd.Embedding;

/// <summary>A place on a map.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
internal readonly record struct MapPoint(float X, float Y);

/// <summary>Maps of features in the plane, on which neighbours are neighbours: t-SNE, exact in all pairs of points.</summary>
/// <remarks>van der Maaten and Hinton, "Visualizing Data using t-SNE", JMLR 2008. It starts from the two principal components,
/// with the learning rate of Belkina et al., Nature Communications 2019. Time grows with the square of the number of points:
/// give it a sample of a few thousand.</remarks>
internal static class TSne
{
    // The size of the start: points are all near together, so that gradients can move them freely.
    private const float StartDeviation = 1e-4f;

    /// <summary>Makes a map.</summary>
    /// <param name="features">The points' features.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>A place for each row; the middle of all is (0, 0).</returns>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static MapPoint[] Map(FeatureTable features, TSneOptions options, CancellationToken cancellation = default)
    {
        // Two points have no neighbourhoods to keep.
        if (features.Rows < 3)
            return [.. Enumerable.Range(0, features.Rows).Select(i => new MapPoint(i, 0))];
        double perplexity = Math.Min(options.Perplexity, (features.Rows - 1) / 3.0);
        Affinities affinities = Affinities.Of(features, Math.Max(perplexity, 1.01));
        (float[] x, float[] y) = Start(features, options.Seed);
        TSneDescent descent = new(affinities, x, y, options.Exaggeration);
        for (int i = 0; i < options.Iterations; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            descent.Step(isExaggerated: i < options.ExaggeratedIterations);
        }
        return [.. Enumerable.Range(0, features.Rows).Select(i => new MapPoint(x[i], y[i]))];
    }

    private static (float[] X, float[] Y) Start(FeatureTable features, long seed)
    {
        (float[] x, float[] y) = PrincipalComponents.FirstTwo(features, seed);
        double deviation = Math.Sqrt(x.Average(v => (double)v * v));
        float scale = deviation > 0 ? (float)(StartDeviation / deviation) : 0;
        // Equal features must not stay on one point for ever: no gradient would part them from a third.
        Rng rng = Rng.For(seed, Purpose.Embedding, index: 1);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (float)(x[i] * scale + rng.NextNormal() * StartDeviation * 0.01);
            y[i] = (float)(y[i] * scale + rng.NextNormal() * StartDeviation * 0.01);
        }
        return (x, y);
    }
}
