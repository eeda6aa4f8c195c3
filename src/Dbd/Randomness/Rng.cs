namespace Dbd.Randomness;

/// <summary>
/// Random numbers as a function of (seed, purpose, epoch, index): a short stream keyed by where it is used,
/// so that worker count, resuming and process count do not change a result and no state needs saving.
/// </summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) over a key that is itself mixed by its finalizer.</remarks>
public struct Rng
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _state;

    private Rng(ulong state) => _state = state;

    /// <summary>The stream for one use.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the draws are for.</param>
    /// <param name="epoch">The epoch, from 1; 0 where there is none.</param>
    /// <param name="index">The sample, step or view within the epoch.</param>
    /// <returns>A stream that depends on the four numbers only.</returns>
    public static Rng For(long seed, Purpose purpose, long epoch = 0, long index = 0)
    {
        ulong key = Mix((ulong)seed + GoldenGamma);
        key = Mix(key ^ ((ulong)purpose * 0xD1342543DE82EF95));
        key = Mix(key ^ ((ulong)epoch + 0x2545F4914F6CDD1D));
        return new Rng(Mix(key ^ ((ulong)index * GoldenGamma)));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => Mix(_state += GoldenGamma);

    /// <summary>A number in [0, 1), of 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="low">Lower bound.</param>
    /// <param name="high">Upper bound.</param>
    public double Uniform(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>A whole number in [0, <paramref name="bound"/>), without bias (Lemire 2019).</summary>
    /// <param name="bound">At least 1.</param>
    public int NextInt(int bound)
    {
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }
        return (int)high;
    }

    /// <summary>True with the given probability.</summary>
    /// <param name="probability">In [0, 1].</param>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A standard normal number (polar method of Marsaglia).</summary>
    public double NextNormal()
    {
        while (true)
        {
            double u = Uniform(-1, 1);
            double v = Uniform(-1, 1);
            double s = u * u + v * v;
            if (s is > 0 and < 1)
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
        }
    }

    /// <summary>A number distributed as Beta(<paramref name="a"/>, <paramref name="b"/>).</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    public double NextBeta(double a, double b)
    {
        double x = NextGamma(a, out double logX);
        double y = NextGamma(b, out double logY);
        // Of small parameters both are below what a double holds, and their logarithms still tell which is larger.
        return x + y > 0 ? x / (x + y) : 1 / (1 + Math.Exp(logY - logX));
    }

    /// <summary>Puts <paramref name="items"/> in a uniformly random order (Fisher-Yates).</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <param name="items">Reordered in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>0 to <paramref name="count"/> - 1 in a uniformly random order.</summary>
    /// <param name="count">At least 0.</param>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        Shuffle<int>(order);
        return order;
    }

    // Marsaglia and Tsang 2000; a shape below 1 is raised by one and scaled back by U^(1/shape).
    private double NextGamma(double shape, out double log)
    {
        (double scale, double logScale) = (1, 0);
        if (shape < 1)
        {
            double u = 1 - NextDouble();
            (scale, logScale) = (Math.Pow(u, 1 / shape), Math.Log(u) / shape);
            shape++;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NextNormal();
            double v = 1 + c * x;
            v = v * v * v;
            if (v > 0 && Math.Log(1 - NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v))
            {
                log = logScale + Math.Log(d * v);
                return scale * d * v;
            }
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
