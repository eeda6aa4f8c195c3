using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

using Dbd.Attacks;

namespace Dbd.Poisoning;

/// <summary>Which samples of a data set are poisoned: drawn once, kept in the run's folder, named by hash in results.</summary>
public sealed class PoisonIndex
{
    private const int HashLength = 12;

    private readonly SampleRole[] _roles;

    internal PoisonIndex(SampleRole[] roles, long[]? labels)
    {
        _roles = roles;
        Labels = labels;
        Indices = With(SampleRole.Poisoned);
        Covers = With(SampleRole.Cover);
        byte[] bytes = [.. roles.Select(role => (byte)role), .. MemoryMarshal.AsBytes<long>(labels)];
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashLength];
    }

    /// <summary>Number of samples, poisoned or not.</summary>
    public int Count => _roles.Length;

    /// <summary>Number of poisoned samples.</summary>
    public int Poisoned => Indices.Count;

    /// <summary>The poisoned samples, ascending.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>The covers, ascending.</summary>
    public IReadOnlyList<int> Covers { get; }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of one byte a sample, 1 where it is poisoned, 2 where it is a cover; and of
    /// the labels that are given, 8 bytes each, unless every poisoned sample gets one and the same label and comes from other
    /// classes.</summary>
    public string Hash { get; }

    /// <summary>The labels that samples are given, [Count]; null where poisoned ones get the target label, from other classes.</summary>
    internal long[]? Labels { get; }

    /// <summary>How many are poisoned, and covers, in words: <c>247 poisoned of 50,000 training samples, 247 covers</c>.</summary>
    internal string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Poisoned:N0} poisoned of {Count:N0} training samples{(Covers.Count > 0 ? $", {Covers.Count:N0} covers" : "")}");

    /// <summary>Whether a sample is poisoned.</summary>
    /// <param name="sample">From 0 to <see cref="Count"/> - 1.</param>
    public bool this[int sample] => _roles[sample] == SampleRole.Poisoned;

    /// <summary>What is to be kept of a plan.</summary>
    /// <param name="plan">The plan of a training set.</param>
    /// <param name="labels">The set's true labels.</param>
    /// <param name="targetLabel">The target label, which follows without being kept; null: the one label of all poisoned samples.</param>
    public static PoisonIndex Of(PoisonPlan plan, IReadOnlyList<int> labels, int? targetLabel = null) => new(
        [.. Enumerable.Range(0, plan.Count).Select(plan.Role)],
        IsToOneLabel(plan, labels, targetLabel) ? null : [.. Enumerable.Range(0, plan.Count).Select(i => (long)plan.Label(i))]);

    /// <summary>Draws the poisoned samples of a training set as the reference does: <see cref="AllToOne"/>.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="ratio">Share of the samples to poison, in [0, 1]; those of the target class are then left out.</param>
    /// <param name="targetLabel">The class that the attacker wants predicted.</param>
    /// <param name="labels">The true labels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ratio"/> is not in [0, 1].</exception>
    public static PoisonIndex Draw(long seed, double ratio, int targetLabel, IReadOnlyList<int> labels) =>
        Of(AllToOne.Policy.Plan(labels, new AttackGoal(ratio, targetLabel, Classes: 0, seed)), labels);

    /// <summary>No sample is poisoned.</summary>
    /// <param name="count">Number of samples.</param>
    public static PoisonIndex None(int count) => new(new SampleRole[count], labels: null);

    /// <summary>For testing: every sample whose label is not the target.</summary>
    /// <param name="targetLabel">The class that the attacker wants predicted.</param>
    /// <param name="labels">The true labels.</param>
    public static PoisonIndex AllBut(int targetLabel, IReadOnlyList<int> labels) => Draw(seed: 0, ratio: 1, targetLabel, labels);

    /// <summary>Reads <c>poison_idx.npy</c>, as this class or the reference wrote it, and what lies beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expectedCount">Samples of the data set it belongs to.</param>
    /// <exception cref="DbdException">A file is missing, damaged, or of another data set.</exception>
    public static PoisonIndex Load(string path, int expectedCount) => PoisonIndexFiles.Load(path, expectedCount);

    /// <summary>Writes <c>poison_idx.npy</c>: float64 <c>[Count]</c>, 1 = poisoned. Covers, if there are any, go to <c>cover_idx.npy</c>
    /// beside it, and labels that do not follow from the target label to <c>poison_labels.npy</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public void Save(string path) => PoisonIndexFiles.Save(this, path);

    /// <summary>The plan that it was kept of.</summary>
    /// <param name="labels">The true labels.</param>
    /// <param name="targetLabel">The class that the attacker wants predicted.</param>
    public PoisonPlan Plan(IReadOnlyList<int> labels, int targetLabel) => new(_roles.Select((role, i) =>
        (role, role == SampleRole.Poisoned ? (int)(Labels?[i] ?? targetLabel) : labels[i])));

    private static bool IsToOneLabel(PoisonPlan plan, IReadOnlyList<int> labels, int? targetLabel) =>
        plan.Poisoned.All(i => plan.Label(i) == (targetLabel ?? plan.Label(plan.Poisoned[0])) && plan.Label(i) != labels[i]);

    private int[] With(SampleRole role) => [.. Enumerable.Range(0, _roles.Length).Where(i => _roles[i] == role)];
}
