using CsCheck;

using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

/// <summary>Against definitions that look at every threshold and at every pair.</summary>
public sealed class ScoreRankingTests
{
    private static readonly Gen<(int Score, bool IsPositive)[]> s_samples =
        Gen.Select(Gen.Int[0, 9], Gen.Bool, (score, positive) => (score, positive)).Array[40]
            .Where(s => s.Any(x => x.positive) && s.Any(x => !x.positive));

    // Three poisoned and two clean samples, six pairs: the poisoned one is higher in five, equal in one.
    [Fact]
    public void Equal_scores_count_half() =>
        Assert.Equal(5.5 / 6, Ranking([(9, true), (8, true), (5, false), (5, true), (1, false)]).AreaUnderRoc(), 12);

    [Fact]
    public void The_area_is_the_share_of_pairs_in_order() => s_samples.Sample(samples =>
    {
        double[] pairs =
        [
            .. from p in samples where p.IsPositive
               from c in samples where !c.IsPositive
               select p.Score > c.Score ? 1 : p.Score == c.Score ? 0.5 : 0.0,
        ];
        Assert.Equal(pairs.Average(), Ranking(samples).AreaUnderRoc(), 9);
    });

    [Fact]
    public void The_true_positive_rate_is_the_highest_of_all_thresholds_that_are_allowed() =>
        Gen.Select(s_samples, Gen.Double[0, 1]).Sample((samples, allowed) =>
        {
            double best = Enumerable.Range(0, 11)
                .Where(threshold => samples.Where(s => !s.IsPositive).Average(s => s.Score >= threshold ? 1.0 : 0) <= allowed)
                .Max(threshold => samples.Where(s => s.IsPositive).Average(s => s.Score >= threshold ? 1.0 : 0));
            Assert.Equal(best, Ranking(samples).TruePositiveRate(allowed), 12);
        });

    // One clean sample in 1,000 is 0.1 %, which the product 0.001 * 1000 must not miss.
    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(0.0009, 0.5)]
    public void A_rate_that_is_just_allowed_counts(double rate, double found) => Assert.Equal(
        found, Ranking([(9, true), (8, false), (7, true), .. Enumerable.Repeat((1, false), 999)]).TruePositiveRate(rate));

    // Of three samples at the edge, one of them poisoned, two are taken: two thirds of a poisoned one.
    [Fact]
    public void Equal_scores_at_the_edge_are_taken_in_proportion()
    {
        ScoreRanking ranking = Ranking([(9, true), (5, false), (5, true), (5, false), (1, true)]);
        Assert.Equal((1 + 2.0 / 3) / 3, ranking.Precision(3)!.Value, 12);
        Assert.Equal(3.0 / 5, ranking.Precision(5)!.Value, 12);
        Assert.Null(ranking.Precision(6));
    }

    [Fact]
    public void The_precision_is_the_mean_over_all_orders_of_equal_scores() =>
        Gen.Select(s_samples, Gen.Int[1, 40], Gen.Int).Sample((samples, first, seed) =>
        {
            // A sample among the first with chance 1 above the edge, and with an even chance at it.
            int edge = samples.Select(s => s.Score).OrderDescending().ElementAt(first - 1);
            int above = samples.Count(s => s.Score > edge);
            double chance = (double)(first - above) / samples.Count(s => s.Score == edge);
            double expected = samples.Where(s => s.IsPositive).Sum(s => s.Score > edge ? 1 : s.Score == edge ? chance : 0) / first;
            Assert.Equal(expected, Ranking(samples).Precision(first)!.Value, 9);
        });

    [Fact]
    public void Where_there_is_nothing_to_tell_apart_nothing_is_told()
    {
        Assert.Equal(double.NaN, Ranking([(1, false)]).TruePositiveRate(0.5));
        Assert.Equal(double.NaN, Ranking([(1, true)]).TruePositiveRate(0.5));
        Assert.Equal(double.NaN, Ranking([(1, true)]).AreaUnderRoc());
        Assert.Null(Ranking([]).Precision(1));
    }

    private static ScoreRanking Ranking(IEnumerable<(int Score, bool IsPositive)> samples) =>
        new(samples.Select(s => ((double)s.Score, s.IsPositive)));
}
