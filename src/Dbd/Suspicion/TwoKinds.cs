namespace Dbd.Suspicion;

/// <summary>Whether the samples of a label are of two kinds: some that an early model fits at once, and others that it hardly fits. An
/// object is learned little by little, from its easiest pictures to its hardest; a trigger is learned all at once, and what remains under
/// its label is then learned worse. No label has to be doubted for that, so it sees attacks that leave labels as they are.</summary>
/// <remarks>Two normal distributions are fitted to the logarithms of the losses by expectation and maximisation (Dempster, Laird and Rubin,
/// 1977). How far they lie apart is Ashman's D, the distance of the means in root mean squares of the standard deviations (Ashman, Bird and
/// Zepf, "Detecting bimodality in astronomical datasets", Astronomical Journal 108, 1994, equation 4).</remarks>
internal sealed class TwoKinds
{
    // Below this loss a sample is learned, and how far below says nothing.
    private const double Learned = 1e-4;

    // A kind whose losses differ less than by the factor e is as good as one loss: else a heap at the least loss would be a kind.
    private const double LeastVariance = 1;

    // The fit begins with the means at this share of the sorted losses from either end.
    private const double Tail = 0.1;

    private const int Iterations = 200;

    private readonly Kind _low;
    private readonly Kind _high;

    private TwoKinds(Kind low, Kind high) => (_low, _high) = low.Mean <= high.Mean ? (low, high) : (high, low);

    /// <summary>How far they lie apart: Ashman's D, at least 0.</summary>
    public double Distance => (_high.Mean - _low.Mean) / Math.Sqrt((_low.Variance + _high.Variance) / 2);

    /// <summary>Fits the two kinds.</summary>
    /// <param name="losses">Of one label's samples under an early model, nats, at least 0.</param>
    public static TwoKinds Of(IEnumerable<float> losses)
    {
        double[] logs = [.. losses.Select(LogOf).Order()];
        TwoKinds fit = new(Begun(Tail), Begun(1 - Tail));
        for (int i = 0; i < Iterations; i++)
        {
            double[] low = [.. logs.Select(fit.Low)];
            double samples = low.Sum();
            if (Math.Min(samples, logs.Length - samples) < 1)
                return new TwoKinds(fit._low, fit._low);
            fit = new TwoKinds(Kind.Of(logs, low), Kind.Of(logs, [.. low.Select(p => 1 - p)]));
        }
        return fit;

        Kind Begun(double share) => new(logs.Length == 0 ? 0 : logs[(int)(share * (logs.Length - 1))], LeastVariance, 0.5);
    }

    /// <summary>How probable it is that a sample of this loss is of the kind that was fitted at once, in [0, 1]; the more, the less the
    /// loss.</summary>
    public double AtOnce(float loss) => Low(Math.Clamp(LogOf(loss), _low.Mean, _high.Mean));

    private static double LogOf(float loss) => Math.Log(Math.Max(loss, Learned));

    private double Low(double log) => 1 / (1 + _high.Density(log) / _low.Density(log));

    // A normal distribution, and the share of the samples that are of it.
    private readonly record struct Kind(double Mean, double Variance, double Share)
    {
        public static Kind Of(double[] logs, double[] weights)
        {
            double all = weights.Sum();
            double mean = logs.Zip(weights, (log, w) => w * log).Sum() / all;
            double variance = logs.Zip(weights, (log, w) => w * (log - mean) * (log - mean)).Sum() / all;
            return new Kind(mean, Math.Max(variance, LeastVariance), all / logs.Length);
        }

        // But for a factor that both kinds have; never 0, so that the ratio of two is a number far from both, too.
        public double Density(double log) =>
            Math.Max(Share / Math.Sqrt(Variance) * Math.Exp(-(log - Mean) * (log - Mean) / Variance / 2), double.Epsilon);
    }
}
