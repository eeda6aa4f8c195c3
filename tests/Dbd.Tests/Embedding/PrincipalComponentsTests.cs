using Dbd.Embedding;

using Xunit;

namespace Dbd.Tests.Embedding;

public sealed class PrincipalComponentsTests
{
    [Fact]
    public void The_widest_directions_are_found_and_the_mean_is_taken_off()
    {
        // Axis 2 varies most, then axis 0.
        float[] normals = TSneTests.Normals(200 * 4, 4);
        float[] values = [.. normals.Select((v, i) => 100 + v * (i % 4) switch { 0 => 5, 2 => 30, _ => 0.1f })];
        (float[] first, float[] second) = PrincipalComponents.FirstTwo(new FeatureTable(values, 4), seed: 1);
        Assert.True(Math.Abs(Correlation(first, [.. Axis(values, 2)])) > 0.99);
        Assert.True(Math.Abs(Correlation(second, [.. Axis(values, 0)])) > 0.99);
        Assert.Equal(0, first.Average(), 1e-2f);
    }

    [Fact]
    public void A_line_has_one_component_only()
    {
        float[] values = [.. Enumerable.Range(0, 30).SelectMany(i => new float[] { i, 2 * i })];
        (float[] first, float[] second) = PrincipalComponents.FirstTwo(new FeatureTable(values, 2), seed: 1);
        Assert.Equal(Math.Sqrt(5) * 29, Math.Abs(first[29] - first[0]), 1e-3);
        Assert.All(second, v => Assert.Equal(0, v, 1e-3));
    }

    private static IEnumerable<float> Axis(float[] values, int axis) => values.Where((_, i) => i % 4 == axis);

    private static double Correlation(float[] a, float[] b)
    {
        (double meanA, double meanB) = (a.Average(), b.Average());
        double product = a.Zip(b).Sum(p => (p.First - meanA) * (p.Second - meanB));
        return product / Math.Sqrt(a.Sum(v => Math.Pow(v - meanA, 2)) * b.Sum(v => Math.Pow(v - meanB, 2)));
    }
}
