using System.Security.Cryptography;

using Dbd.Randomness;
using Dbd.Serialization;

namespace Dbd.Poisoning;

/// <summary>Which samples of a data set are poisoned. Drawn once, kept in a run's folder, and named by its hash in every
/// report and checkpoint.</summary>
public sealed class PoisonIndex
{
    private const int HashLength = 12;

    private readonly bool[] _poisoned;

    private PoisonIndex(bool[] poisoned)
    {
        _poisoned = poisoned;
        Indices = [.. Enumerable.Range(0, poisoned.Length).Where(i => poisoned[i])];
        byte[] bytes = [.. poisoned.Select(p => p ? (byte)1 : (byte)0)];
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashLength];
    }

    /// <summary>Number of samples, poisoned or not.</summary>
    public int Count => _poisoned.Length;

    /// <summary>Number of poisoned samples.</summary>
    public int Poisoned => Indices.Count;

    /// <summary>The poisoned samples, ascending.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of one byte a sample, 1 where it is poisoned.</summary>
    public string Hash { get; }

    /// <summary>Whether a sample is poisoned.</summary>
    /// <param name="sample">From 0 to <see cref="Count"/> - 1.</param>
    public bool this[int sample] => _poisoned[sample];

    /// <summary>Draws the poisoned samples of a training set, the same as Python's <c>random</c> draws them: one number for
    /// every sample in order, also for those of the target class, which are never poisoned.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="ratio">Share of the samples to poison, in [0, 1]; those of the target class are then left out.</param>
    /// <param name="targetLabel">The class that the attacker wants predicted.</param>
    /// <param name="labels">The true labels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ratio"/> is not in [0, 1].</exception>
    public static PoisonIndex Draw(long seed, double ratio, int targetLabel, IReadOnlyList<int> labels)
    {
        if (ratio is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "A share is in [0, 1].");
        PythonRandom random = new(seed);
        bool[] poisoned = new bool[labels.Count];
        for (int i = 0; i < poisoned.Length; i++)
            poisoned[i] = random.NextDouble() < ratio && labels[i] != targetLabel;
        return new PoisonIndex(poisoned);
    }

    /// <summary>No sample is poisoned.</summary>
    /// <param name="count">Number of samples.</param>
    public static PoisonIndex None(int count) => new(new bool[count]);

    /// <summary>For testing: every sample whose label is not the target.</summary>
    /// <param name="targetLabel">The class that the attacker wants predicted.</param>
    /// <param name="labels">The true labels.</param>
    public static PoisonIndex AllBut(int targetLabel, IReadOnlyList<int> labels) =>
        new([.. labels.Select(label => label != targetLabel)]);

    /// <summary>Reads <c>poison_idx.npy</c>, as this class or the reference wrote it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expectedCount">Samples of the data set it belongs to.</param>
    /// <exception cref="DbdException">The file is missing, damaged, or of another data set.</exception>
    public static PoisonIndex Load(string path, int expectedCount)
    {
        TensorData array = Npy.Read(path);
        if (array.Type != ElementType.Float64 || array.Shape.Length != 1)
            throw new DbdException($"{path} holds {array}; poison indices are Float64 [{expectedCount}].");
        if (array.Count != expectedCount)
            throw new DbdException($"{path} is for {array.Count} samples, but the data set has {expectedCount}: it belongs to another one.");
        ReadOnlySpan<double> marks = array.As<double>();
        int wrong = marks.IndexOfAnyExcept(0.0, 1.0);
        if (wrong >= 0)
            throw new DbdException($"{path} has {marks[wrong]} for sample {wrong}; poison indices are 0 or 1.");
        bool[] poisoned = new bool[marks.Length];
        for (int i = 0; i < poisoned.Length; i++)
            poisoned[i] = marks[i] == 1;
        return new PoisonIndex(poisoned);
    }

    /// <summary>Writes <c>poison_idx.npy</c>: float64 <c>[Count]</c>, 1 = poisoned.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public void Save(string path)
    {
        double[] marks = [.. _poisoned.Select(p => p ? 1.0 : 0.0)];
        Npy.Write(path, TensorData.From<double>(marks, marks.Length));
    }
}
