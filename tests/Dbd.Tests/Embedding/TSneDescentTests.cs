using Dbd.Embedding;

using Xunit;

namespace Dbd.Tests.Embedding;

public sealed class TSneDescentTests
{
    private const int Points = 43;

    private readonly Affinities _affinities = Affinities.Of(new FeatureTable(TSneTests.Normals(Points * 6, 8), 6), perplexity: 6);
    private readonly float[] _x = TSneTests.Normals(Points, 9);
    private readonly float[] _y = TSneTests.Normals(Points, 10);

    [Fact]
    public void The_divergence_is_that_of_its_definition() =>
        Assert.Equal(Divergence(_x, _y), new TSneDescent(_affinities, _x, _y, 12).Divergence(), 1e-4);

    [Fact]
    public void The_gradient_is_the_derivative_of_the_divergence()
    {
        (float[] x, float[] y) = new TSneDescent(_affinities, _x, _y, 12).Gradient(1);
        for (int i = 0; i < Points; i++)
        {
            Assert.Equal(Derivative(_x, i), x[i], 2e-4);
            Assert.Equal(Derivative(_y, i), y[i], 2e-4);
        }
    }

    [Fact]
    public void Steps_bring_the_divergence_down()
    {
        TSneDescent descent = new(_affinities, _x, _y, 12);
        double before = descent.Divergence();
        for (int i = 0; i < 200; i++)
            descent.Step(isExaggerated: false);
        Assert.True(descent.Divergence() < before / 2, $"{before} to {descent.Divergence()}");
    }

    // Central difference; the step is large enough for float32 places.
    private double Derivative(float[] axis, int point)
    {
        const float Step = 1f / 256;
        float place = axis[point];
        axis[point] = place + Step;
        double after = Divergence(_x, _y);
        axis[point] = place - Step;
        double before = Divergence(_x, _y);
        axis[point] = place;
        return (after - before) / (2 * Step);
    }

    // All pairs, in float64, as the paper writes it.
    private double Divergence(float[] x, float[] y)
    {
        double total = 0;
        for (int i = 0; i < Points; i++)
        {
            for (int j = 0; j < Points; j++)
                total += i == j ? 0 : Nearness(x, y, i, j);
        }
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            for (int k = 0; k < _affinities.Neighbours(i).Length; k++)
            {
                double p = _affinities.Values(i)[k];
                sum += p == 0 ? 0 : p * Math.Log(p / (Nearness(x, y, i, _affinities.Neighbours(i)[k]) / total));
            }
        }
        return sum;
    }

    private static double Nearness(float[] x, float[] y, int i, int j) =>
        1 / (1 + Math.Pow((double)x[i] - x[j], 2) + Math.Pow((double)y[i] - y[j], 2));
}
