using System.Collections.Concurrent;

namespace Dbd.Imaging;

/// <summary>For every position along a resized axis, which source positions it is made of and with what weights.</summary>
/// <remarks>PIL 9.4, <c>Image.resize</c>: antialiased, weights in 22-bit fixed point.</remarks>
internal sealed class ResamplingWeights
{
    public const int Precision = 22;

    // Crops of varying size meet few pairs of lengths; what large pictures could pile up is thrown away now and then.
    private const int CacheLimit = 1024;

    private static readonly ConcurrentDictionary<(int, int, Interpolation), ResamplingWeights> s_cache = new();

    private readonly int[] _first;
    private readonly int[] _count;
    private readonly int[] _weights;
    private readonly int _taps;

    private ResamplingWeights(int sourceLength, int length, Interpolation interpolation)
    {
        double scale = (double)sourceLength / length;
        double filterScale = Math.Max(scale, 1);
        double support = (interpolation == Interpolation.Bicubic ? 2 : 1) * filterScale;
        _taps = (int)Math.Ceiling(support) * 2 + 1;
        _first = new int[length];
        _count = new int[length];
        _weights = new int[length * _taps];
        Span<double> weights = new double[_taps];
        for (int i = 0; i < length; i++)
        {
            double center = (i + 0.5) * scale;
            _first[i] = Math.Max((int)(center - support + 0.5), 0);
            _count[i] = Math.Min((int)(center + support + 0.5), sourceLength) - _first[i];
            Evaluate(weights[.._count[i]], _first[i] - center + 0.5, 1 / filterScale, interpolation);
            Quantize(weights[.._count[i]], _weights.AsSpan(i * _taps));
        }
    }

    /// <summary>Positions along the resized axis.</summary>
    public int Length => _first.Length;

    /// <summary>The weights for one pair of lengths, computed once.</summary>
    public static ResamplingWeights For(int sourceLength, int length, Interpolation interpolation)
    {
        (int, int, Interpolation) key = (sourceLength, length, interpolation);
        return s_cache.TryGetValue(key, out ResamplingWeights? known) ? known : Remember(key);
    }

    /// <summary>The first source position that position <paramref name="i"/> is made of.</summary>
    public int First(int i) => _first[i];

    /// <summary>The weights, times 2^22, of the source positions from <see cref="First"/> on.</summary>
    public ReadOnlySpan<int> At(int i) => _weights.AsSpan(i * _taps, _count[i]);

    private static ResamplingWeights Remember((int SourceLength, int Length, Interpolation Interpolation) key)
    {
        if (s_cache.Count >= CacheLimit)
            s_cache.Clear();
        return s_cache.GetOrAdd(key, static k => new(k.Item1, k.Item2, k.Item3));
    }

    private static void Evaluate(Span<double> weights, double offset, double inverseScale, Interpolation interpolation)
    {
        double sum = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            double x = Math.Abs((j + offset) * inverseScale);
            weights[j] = interpolation == Interpolation.Bicubic ? Cubic(x) : Math.Max(1 - x, 0);
            sum += weights[j];
        }
        if (sum == 0)
            return;
        foreach (ref double weight in weights)
            weight /= sum;
    }

    private static void Quantize(ReadOnlySpan<double> weights, Span<int> quantized)
    {
        for (int j = 0; j < weights.Length; j++)
            quantized[j] = (int)(weights[j] * (1 << Precision) + (weights[j] < 0 ? -0.5 : 0.5));
    }

    private static double Cubic(double x) => x switch
    {
        < 1 => (1.5 * x - 2.5) * x * x + 1,
        < 2 => (((x - 5) * x + 8) * x - 4) * -0.5,
        _ => 0,
    };
}
