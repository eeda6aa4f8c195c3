using Dbd.Embedding;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Embedding;

public sealed class NeighboursTests
{
    [Fact]
    public void Shares_equal_those_of_all_pairs_sorted()
    {
        const int Rows = 101;
        const int Columns = 11;
        Rng rng = Rng.For(5, Purpose.Embedding);
        float[] values = new float[Rows * Columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)rng.NextNormal();
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % 3)];
        FeatureTable features = new(values, Columns);
        float[] shares = Neighbours.ShareOfOwnLabel(features, labels, most: 1000, seed: 1, TestContext.Current.CancellationToken);
        for (int i = 0; i < Rows; i++)
        {
            int alike = Enumerable.Range(0, Rows)
                .Where(j => j != i)
                .OrderByDescending(j => Cosine(features, i, j))
                .Take(Neighbours.Asked)
                .Count(j => labels[j] == labels[i]);
            Assert.Equal((float)alike / Neighbours.Asked, shares[i], 1e-6f);
        }
    }

    [Fact]
    public void Where_there_are_too_many_some_are_asked()
    {
        float[] values = [.. Enumerable.Range(0, 400).SelectMany(i => i < 200 ? new[] { 1f, 0.001f * i } : [0.001f * i, 10f])];
        int[] labels = [.. Enumerable.Range(0, 400).Select(i => i < 200 ? 0 : 1)];
        Assert.All(
            Neighbours.ShareOfOwnLabel(new FeatureTable(values, 2), labels, most: 100, seed: 1, TestContext.Current.CancellationToken),
            s => Assert.Equal(1, s));
    }

    [Fact]
    public void Two_samples_and_features_of_zero_are_understood() =>
        Assert.Equal(
            [1, 1],
            Neighbours.ShareOfOwnLabel(
                new FeatureTable([0, 0, 1, 0], 2), [4, 4], most: 10, seed: 1, TestContext.Current.CancellationToken));

    private static double Cosine(FeatureTable features, int a, int b)
    {
        (float[] x, float[] y) = (features.Row(a).ToArray(), features.Row(b).ToArray());
        double Dot(float[] p, float[] q) => p.Zip(q, (u, v) => (double)u * v).Sum();
        return Dot(x, y) / Math.Sqrt(Dot(x, x) * Dot(y, y));
    }
}
