using Dbd.Embedding;

using Xunit;

namespace Dbd.Tests.Embedding;

public sealed class AffinitiesTests
{
    private readonly Affinities _affinities = Affinities.Of(new FeatureTable(TSneTests.Normals(60 * 4, 2), 4), perplexity: 8);

    [Fact]
    public void They_add_up_to_one() =>
        Assert.Equal(1, Enumerable.Range(0, 60).Sum(i => _affinities.Values(i).ToArray().Sum(v => (double)v)), 1e-5);

    [Fact]
    public void They_are_symmetric()
    {
        for (int i = 0; i < 60; i++)
        {
            for (int k = 0; k < _affinities.Neighbours(i).Length; k++)
            {
                int j = _affinities.Neighbours(i)[k];
                Assert.Equal(_affinities.Values(i)[k], _affinities.Values(j)[_affinities.Neighbours(j).IndexOf(i)], 1e-9f);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void Each_point_s_weights_have_the_perplexity(double perplexity)
    {
        float[] distances = [.. Enumerable.Range(1, 40).Select(i => i * i * 0.01f)];
        double[] weights = Affinities.Conditional(distances, perplexity);
        Assert.Equal(1, weights.Sum(), 1e-9);
        Assert.Equal(perplexity, Math.Exp(-weights.Sum(w => w > 0 ? w * Math.Log(w) : 0)), 1e-6);
    }

    [Fact]
    public void Nearer_points_have_more_weight()
    {
        double[] weights = Affinities.Conditional([0.5f, 1, 2, 4, 8, 16, 32], 3);
        Assert.Equal(weights.OrderDescending(), weights);
    }
}
