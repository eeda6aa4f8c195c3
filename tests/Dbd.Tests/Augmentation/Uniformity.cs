using Xunit;

namespace Dbd.Tests.Augmentation;

/// <summary>Whether numbers are spread evenly over an interval.</summary>
internal static class Uniformity
{
    private const int Bins = 10;

    /// <summary>Fails if a number lies outside, or if a tenth of the interval holds a share that is five standard deviations off.</summary>
    public static void Check(IEnumerable<double> numbers, double low, double high)
    {
        double[] all = [.. numbers];
        int[] counts = new int[Bins];
        foreach (double x in all)
        {
            Assert.InRange(x, low, high);
            counts[Math.Min((int)((x - low) / (high - low) * Bins), Bins - 1)]++;
        }
        double expected = (double)all.Length / Bins;
        double allowed = 5 * Math.Sqrt(expected * (1 - 1.0 / Bins));
        Assert.All(counts, c => Assert.InRange(c, expected - allowed, expected + allowed));
    }
}
