using CsCheck;

using Dbd.Randomness;
using Dbd.Testing;
using Dbd.Tests.Augmentation;

using Xunit;

namespace Dbd.Tests.Randomness;

public sealed class RngTests
{
    private const int Draws = 20_000;

    [Fact]
    public void The_same_four_numbers_give_the_same_stream() =>
        Gen.Select(Gen.Long, Gen.Long[0, 2000], Gen.Long).Sample((seed, epoch, index) =>
            First(seed, Purpose.Shuffle, epoch, index) == First(seed, Purpose.Shuffle, epoch, index));

    [Fact]
    public void Streams_differ_by_each_of_the_four()
    {
        HashSet<ulong> first = [];
        int streams = 0;
        foreach (long seed in (long[])[-1, 0, 1, 100, 101])
        {
            foreach (Purpose purpose in Enum.GetValues<Purpose>())
            {
                for (long epoch = 0; epoch < 8; epoch++)
                {
                    for (long index = 0; index < 40; index++, streams++)
                        first.Add(First(seed, purpose, epoch, index));
                }
            }
        }
        Assert.Equal(streams, first.Count);
    }

    [Fact]
    public void First_draws_of_neighbouring_streams_are_spread_evenly() =>
        Uniformity.Check(Enumerable.Range(0, Draws).Select(i => Rng.For(1, Purpose.Augmentation, 1, i).NextDouble()), 0, 1);

    [Fact]
    public void NextDouble_is_spread_evenly() => Uniformity.Check(Sequence((ref Rng rng) => rng.NextDouble()), 0, 1);

    [Fact]
    public void Uniform_keeps_within_its_bounds() => Uniformity.Check(Sequence((ref Rng rng) => rng.Uniform(-3, 5)), -3, 5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10)]
    public void NextInt_gives_every_number_below_its_bound_as_often(int bound)
    {
        int[] counts = new int[bound];
        foreach (double n in Sequence((ref Rng rng) => rng.NextInt(bound)))
            counts[(int)n]++;
        AssertEven(counts);
    }

    // 32 random bits modulo this bound would give the lower two thirds of its numbers half as often again as the others.
    [Fact]
    public void NextInt_of_a_large_bound_is_spread_evenly() =>
        Uniformity.Check(Sequence((ref Rng rng) => rng.NextInt(3 << 29)), 0, 3 << 29);

    [Fact]
    public void Chance_is_what_was_asked_for()
    {
        Assert.InRange(Sequence((ref Rng rng) => rng.Chance(0.8) ? 1 : 0).Average(), 0.785, 0.815);
        Assert.All(Sequence((ref Rng rng) => rng.Chance(0) ? 1 : 0), x => Assert.Equal(0, x));
        Assert.All(Sequence((ref Rng rng) => rng.Chance(1) ? 1 : 0), x => Assert.Equal(1, x));
    }

    [Fact]
    public void NextNormal_has_the_moments_of_a_standard_normal()
    {
        double[] x = [.. Sequence((ref Rng rng) => rng.NextNormal())];
        AssertMoments(x, mean: 0, variance: 1);
        Assert.InRange(x.Average(v => v * v * v * v), 2.7, 3.3);
    }

    [Theory]
    [InlineData(0.75, 0.75)]
    [InlineData(0.2, 3)]
    [InlineData(5, 2)]
    public void NextBeta_has_the_moments_of_Beta(double a, double b) => AssertMoments(
        [.. Sequence((ref Rng rng) => rng.NextBeta(a, b))], a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1)));

    [Fact]
    public void NextBeta_of_tiny_parameters_is_nearly_0_or_1()
    {
        double[] shares = [.. Sequence((ref Rng rng) => rng.NextBeta(1e-6, 1e-6))];
        Assert.All(shares, x => Assert.True(x is < 1e-9 or > 1 - 1e-9 and <= 1));
        Assert.InRange(shares.Average(), 0.45, 0.55);
    }

    [Fact]
    public void Permutations_of_four_are_as_frequent_as_each_other()
    {
        Dictionary<string, int> counts = [];
        Rng rng = Rng.For(9, Purpose.Shuffle);
        for (int i = 0; i < Draws; i++)
        {
            string order = string.Join(',', rng.Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, counts.Count);
        AssertEven([.. counts.Values]);
    }

    [Fact]
    public void Numbers_of_purposes_are_part_of_every_result() =>
        Approved.Text("Purposes", string.Join('\n', Enum.GetValues<Purpose>().Select(p => $"{(int)p} {p}")));

    [Fact]
    public void The_stream_is_pinned()
    {
        // The approved text was computed by a SplitMix64 in Python.
        Rng rng = Rng.For(100, Purpose.Augmentation, epoch: 3, index: 17);
        Approved.Text("Stream", string.Join('\n', Enumerable.Range(0, 4).Select(_ => rng.NextUInt64().ToString("x16"))));
    }

    private delegate double Draw(ref Rng rng);

    private static List<double> Sequence(Draw draw)
    {
        Rng rng = Rng.For(7, Purpose.MixUp, epoch: 1);
        List<double> numbers = [];
        for (int i = 0; i < Draws; i++)
            numbers.Add(draw(ref rng));
        return numbers;
    }

    private static ulong First(long seed, Purpose purpose, long epoch, long index) => Rng.For(seed, purpose, epoch, index).NextUInt64();

    private static void AssertEven(int[] counts)
    {
        double expected = (double)counts.Sum() / counts.Length;
        double allowed = 5 * Math.Sqrt(expected);
        Assert.All(counts, c => Assert.InRange(c, expected - allowed, expected + allowed));
    }

    private static void AssertMoments(double[] x, double mean, double variance)
    {
        double m = x.Average();
        Assert.InRange(m, mean - 5 * Math.Sqrt(variance / x.Length), mean + 5 * Math.Sqrt(variance / x.Length));
        Assert.InRange(x.Average(v => (v - m) * (v - m)), 0.93 * variance, 1.07 * variance);
    }
}
