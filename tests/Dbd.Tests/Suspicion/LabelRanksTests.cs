using CsCheck;

using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class LabelRanksTests
{
    [Fact]
    public void A_rank_is_the_share_of_lower_values_of_the_label_and_half_of_the_equal_ones() =>
        Assert.Equal([0.125, 0.5, 0.5, 0.875, 0.25, 0.75], LabelRanks.Of([1, 2, 2, 3, 10, 20], [0, 0, 0, 0, 1, 1]));

    [Fact]
    public void Ranks_equal_a_count_of_all_pairs() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2]).Array[1, 60].Sample(samples =>
        {
            (float[] values, int[] labels) = ([.. samples.Select(s => (float)s.Item1)], [.. samples.Select(s => s.Item2)]);
            double[] ranks = LabelRanks.Of(values, labels);
            for (int i = 0; i < ranks.Length; i++)
            {
                int[] own = [.. Enumerable.Range(0, ranks.Length).Where(j => labels[j] == labels[i])];
                double counted = own.Sum(j => values[j] < values[i] ? 1.0 : values[j] == values[i] ? 0.5 : 0) / own.Length;
                Assert.Equal(counted, ranks[i], 1e-12);
            }
        });
}
