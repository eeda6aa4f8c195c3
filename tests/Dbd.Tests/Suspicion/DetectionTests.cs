using CsCheck;

using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class DetectionTests
{
    private const int Samples = 40;

    // Three poisoned and two clean samples, six pairs: the poisoned one is higher in five, equal in one.
    [Fact]
    public void Equal_scores_count_half() =>
        Assert.Equal(5.5 / 6, Detection.AreaUnderRoc([0.9, 0.8, 0.5, 0.5, 0.1], [true, true, false, true, false]), 12);

    [Fact]
    public void The_area_is_the_share_of_pairs_in_order() =>
        Gen.Select(Gen.Int[0, 9].Array[Samples], Gen.Bool.Array[Samples])
            .Where((_, poisoned) => poisoned.Contains(true) && poisoned.Contains(false))
            .Sample((drawn, poisoned) =>
            {
                int[] order = [.. Enumerable.Range(0, Samples).OrderByDescending(i => drawn[i])];
                double[] pairs =
                [
                    .. from p in Enumerable.Range(0, Samples) where poisoned[p]
                       from c in Enumerable.Range(0, Samples) where !poisoned[c]
                       select drawn[p] > drawn[c] ? 1 : drawn[p] == drawn[c] ? 0.5 : 0.0,
                ];
                double area = Detection.AreaUnderRoc([.. order.Select(i => drawn[i] / 10.0)], [.. order.Select(i => poisoned[i])]);
                Assert.Equal(pairs.Average(), area, 9);
            });
}
