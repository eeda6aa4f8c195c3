using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class CosineTransformTests
{
    [Fact]
    public void The_transform_of_the_block_is_zero_but_for_the_coefficients()
    {
        const int side = 8;
        double[] block = CosineTransform.Inverse(side, [(0, 3), (5, 5), (7, 0)], magnitude: 30);
        for (int u = 0; u < side; u++)
        {
            for (int v = 0; v < side; v++)
                Assert.Equal((u, v) is (0, 3) or (5, 5) or (7, 0) ? 30 : 0, Coefficient(block, side, u, v), 1e-12);
        }
    }

    [Fact]
    public void The_lowest_frequency_is_the_mean_and_one_given_twice_counts_twice() =>
        Assert.All(CosineTransform.Inverse(4, [(0, 0), (0, 0)], magnitude: 6), value => Assert.Equal(2 * 6.0 / 4, value, 1e-12));

    // By the definition of the orthonormal DCT-II.
    private static double Coefficient(double[] block, int side, int u, int v)
    {
        double sum = 0;
        for (int i = 0; i < block.Length; i++)
            sum += block[i] * Math.Cos((i / side + 0.5) * u * Math.PI / side) * Math.Cos((i % side + 0.5) * v * Math.PI / side);
        return sum * Math.Sqrt((u == 0 ? 1.0 : 2.0) / side) * Math.Sqrt((v == 0 ? 1.0 : 2.0) / side);
    }
}
