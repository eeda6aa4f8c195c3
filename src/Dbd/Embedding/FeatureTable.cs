using System.Numerics;

using Dbd.Randomness;

namespace Dbd.Embedding;

/// <summary>Features of samples, a row each.</summary>
public sealed class FeatureTable
{
    private readonly float[] _values;

    /// <summary>Wraps numbers, without a copy: they must not change afterwards.</summary>
    /// <param name="values">float32 <c>[rows, columns]</c>, row-major, finite.</param>
    /// <param name="columns">Features of a sample, at least 1.</param>
    /// <exception cref="ArgumentException">The numbers do not fill rows, or one is not finite.</exception>
    public FeatureTable(float[] values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length % columns != 0)
            throw new ArgumentException($"{values.Length} numbers do not fill rows of {columns}.", nameof(values));
        int wrong = Array.FindIndex(values, v => !float.IsFinite(v));
        if (wrong >= 0)
            throw new ArgumentException($"Feature {wrong % columns} of row {wrong / columns} is {values[wrong]}.", nameof(values));
        (_values, Columns, Rows) = (values, columns, values.Length / columns);
    }

    /// <summary>Features that mean nothing, for who wants to know how long something takes.</summary>
    internal static FeatureTable OfNoise(int rows, int columns, long seed)
    {
        Rng rng = Rng.For(seed, Purpose.Embedding, index: 3);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)rng.NextDouble();
        return new FeatureTable(values, columns);
    }

    /// <summary>Number of samples.</summary>
    public int Rows { get; }

    /// <summary>Number of features of each.</summary>
    public int Columns { get; }

    /// <summary>The features of a sample, <c>[columns]</c>.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    public ReadOnlySpan<float> Row(int row) => _values.AsSpan(row * Columns, Columns);

    /// <summary>The inner product of two rows.</summary>
    internal static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
            sums += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        float sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
