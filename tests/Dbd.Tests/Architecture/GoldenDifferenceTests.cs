using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Architecture;

public sealed class GoldenDifferenceTests
{
    [Fact]
    public void It_counts_what_differs_and_finds_the_largest() => Assert.Equal(
        new GoldenDifference(Largest: 3, At: 2, Count: 2, LargestWanted: 7), GoldenDifference.Of([1, 2, -7, 4], [1, 2.5, -4, 4]));

    [Fact]
    public void What_is_no_number_is_the_largest_difference()
    {
        GoldenDifference difference = GoldenDifference.Of([1, 2, 3], [1, double.NaN, 9]);
        Assert.True(double.IsNaN(difference.Largest));
        Assert.Equal((1, 2), (difference.At, difference.Count));
    }
}
