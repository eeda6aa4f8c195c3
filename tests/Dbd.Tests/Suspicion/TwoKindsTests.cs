using CsCheck;

using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class TwoKindsTests
{
    [Fact]
    public void The_distance_is_that_of_the_means_in_root_mean_squares_of_the_standard_deviations()
    {
        // Logarithms -8, -6 and -1, 1, 3: standard deviations 1 and the root of 8/3, and so far apart that none is between them.
        TwoKinds kinds = TwoKinds.Of(Losses([(-8, 40), (-6, 40), (-1, 30), (1, 30), (3, 30)]));
        Assert.Equal((1 - -7) / Math.Sqrt((1 + 8.0 / 3) / 2), kinds.Distance, 0.01);
        Assert.Equal(1, kinds.AtOnce(Loss(-7)), 0.01);
        Assert.Equal(0, kinds.AtOnce(Loss(0)), 0.01);
    }

    [Fact]
    public void A_few_are_a_kind_too()
    {
        float[] losses = Losses([(-8.2, 10), (-7.8, 10), .. Enumerable.Range(0, 100).Select(i => (-2 + i * 0.03, 10))]);
        TwoKinds kinds = TwoKinds.Of(losses);
        Assert.True(kinds.Distance > Concentration.LeastDistance);
        Assert.Equal(20, losses.Count(loss => kinds.AtOnce(loss) > 0.5));
    }

    [Fact]
    public void What_is_learned_little_by_little_lies_near() => Assert.All(
        new[]
        {
            Losses([.. Enumerable.Range(0, 200).Select(i => (-9 + i * 0.05, 5))]), // evenly from easy to hard
            Losses([.. Enumerable.Range(0, 200).Select(i => (1 - i * i / 4000.0, 5))]), // most of them hard, some easy
        },
        losses => Assert.InRange(TwoKinds.Of(losses).Distance, 0, Concentration.LeastDistance));

    [Fact]
    public void What_is_all_learned_and_a_tail_of_hard_ones_lie_near()
    {
        float[] losses = [.. Enumerable.Repeat(0f, 600), .. Losses([.. Enumerable.Range(0, 40).Select(i => (-9 + i * 0.25, 10))])];
        Assert.InRange(TwoKinds.Of(losses).Distance, 0, Concentration.LeastDistance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    public void Equal_ones_are_of_one_kind(int samples) => Assert.Equal(0, TwoKinds.Of(Enumerable.Repeat(0.5f, samples)).Distance);

    [Fact]
    public void The_less_a_loss_the_more_probably_it_was_fitted_at_once() =>
        Gen.Select(Gen.Float[0f, 6f].Array[2, 100], Gen.Float[0f, 6f], Gen.Float[0f, 6f]).Sample((losses, a, b) =>
        {
            TwoKinds kinds = TwoKinds.Of(losses);
            (double less, double more) = (kinds.AtOnce(Math.Min(a, b)), kinds.AtOnce(Math.Max(a, b)));
            Assert.True(double.IsFinite(kinds.Distance) && kinds.Distance >= 0);
            Assert.InRange(less, more - 1e-6, 1);
            Assert.InRange(more, 0, 1);
        }, iter: 200);

    private static float[] Losses((double Log, int Times)[] heaps) =>
        [.. heaps.SelectMany(heap => Enumerable.Repeat(Loss(heap.Log), heap.Times))];

    private static float Loss(double log) => (float)Math.Exp(log);
}
