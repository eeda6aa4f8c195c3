using Dbd.Embedding;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Embedding;

public sealed class TSneTests
{
    private const int Clusters = 4;

    [Fact]
    public void Known_clusters_stand_apart_on_the_map()
    {
        MapPoint[] map = Map(ClusteredFeatures(50), new TSneOptions());
        int[] nearest = [.. Enumerable.Range(0, map.Length).Select(i => NearestOther(map, i))];
        Assert.True(nearest.Index().Count(n => n.Index / 50 == n.Item / 50) >= map.Length - 2);
        Assert.InRange(map.Average(p => p.X), -1e-3, 1e-3);
    }

    [Fact]
    public void The_same_seed_gives_the_same_map_and_another_one_does_not()
    {
        TSneOptions options = new() { Iterations = 60, Seed = 5 };
        MapPoint[] map = Map(ClusteredFeatures(20), options);
        Assert.Equal(map, Map(ClusteredFeatures(20), options));
        Assert.NotEqual(map, Map(ClusteredFeatures(20), options with { Seed = 6 }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Few_points_have_places(int count)
    {
        MapPoint[] map = Map(new FeatureTable(Normals(count * 5, 1), 5), new TSneOptions { Iterations = 100 });
        Assert.Equal(count, map.Length);
        Assert.All(map, p => Assert.True(float.IsFinite(p.X) && float.IsFinite(p.Y)));
    }

    [Fact]
    public void Equal_features_have_places()
    {
        MapPoint[] map = Map(new FeatureTable(new float[40 * 3], 3), new TSneOptions { Iterations = 200 });
        Assert.All(map, p => Assert.True(float.IsFinite(p.X) && float.IsFinite(p.Y)));
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => TSne.Map(ClusteredFeatures(5), new TSneOptions(), stopped.Token));
    }

    internal static FeatureTable ClusteredFeatures(int each)
    {
        float[] values = Normals(Clusters * each * 10, 3);
        for (int i = 0; i < values.Length; i++)
            values[i] += i % 10 == i / 10 / each ? 12 : 0;
        return new FeatureTable(values, 10);
    }

    internal static float[] Normals(int count, long seed)
    {
        Rng rng = Rng.For(seed, Purpose.Embedding);
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = (float)rng.NextNormal();
        return values;
    }

    private static MapPoint[] Map(FeatureTable features, TSneOptions options) =>
        TSne.Map(features, options, TestContext.Current.CancellationToken);

    private static int NearestOther(MapPoint[] map, int point) => Enumerable.Range(0, map.Length).Where(j => j != point)
        .MinBy(j => Math.Pow(map[j].X - map[point].X, 2) + Math.Pow(map[j].Y - map[point].Y, 2));
}
