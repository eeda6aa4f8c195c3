using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class CubicUpsamplingTests
{
    [Fact]
    public void Corners_lie_on_each_other_and_points_stay()
    {
        double[] plane = [1, -2, 3, 0.5, 4, -1, 2, 2, 0];
        double[] enlarged = CubicUpsampling.Enlarge(plane, side: 3, size: 5);
        for (int i = 0; i < plane.Length; i++)
            Assert.Equal(plane[i], enlarged[i / 3 * 2 * 5 + i % 3 * 2], 1e-12);
    }

    [Fact]
    public void Half_way_between_points_the_four_nearest_count()
    {
        // Along a row of 0, 8, 0, 0 the middle between the second and the third: (-3, 19, 19, -3) / 32.
        double[] plane = [.. Enumerable.Repeat(new double[] { 0, 8, 0, 0 }, 4).SelectMany(row => row)];
        double[] enlarged = CubicUpsampling.Enlarge(plane, side: 4, size: 7);
        Assert.Equal(8 * 19.0 / 32, enlarged[3], 1e-12);
        Assert.Equal(8 * (19.0 - 0) / 32, enlarged[1], 1e-12);
        Assert.Equal(8 * -3.0 / 32, enlarged[5], 1e-12);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 9)]
    [InlineData(6, 32)]
    public void A_constant_stays_one(int side, int size) => Assert.All(
        CubicUpsampling.Enlarge([.. Enumerable.Repeat(0.7, side * side)], side, size), value => Assert.Equal(0.7, value, 1e-12));
}
