namespace Dbd.Attacks;

/// <summary>What an attacker does with each sample of a set: its role, and the label that it is given. In a test set a poisoned sample is
/// one that gets the trigger, and its label is the answer that counts as the attack's success.</summary>
public sealed class PoisonPlan
{
    private readonly SampleRole[] _roles;
    private readonly int[] _labels;
    private readonly int[] _poisoned;
    private readonly int[] _covers;

    /// <summary>Makes a plan of what each sample is.</summary>
    /// <param name="samples">Role and given label of each, in the order of the set.</param>
    public PoisonPlan(IEnumerable<(SampleRole Role, int Label)> samples)
    {
        (SampleRole Role, int Label)[] all = [.. samples];
        _roles = [.. all.Select(s => s.Role)];
        _labels = [.. all.Select(s => s.Label)];
        _poisoned = With(SampleRole.Poisoned);
        _covers = With(SampleRole.Cover);
        Target = _poisoned.Select(Label).Distinct().Take(2).ToArray() is [var only] ? only : null;
    }

    /// <summary>Number of samples, of whatever role.</summary>
    public int Count => _roles.Length;

    /// <summary>The poisoned samples, ascending.</summary>
    public IReadOnlyList<int> Poisoned => _poisoned;

    /// <summary>The covers, ascending.</summary>
    public IReadOnlyList<int> Covers => _covers;

    /// <summary>The label of all poisoned samples; null where they have several, or none is poisoned.</summary>
    public int? Target { get; }

    /// <summary>The plan of one who does nothing.</summary>
    /// <param name="labels">The true labels.</param>
    public static PoisonPlan None(IReadOnlyList<int> labels) => new(labels.Select(label => (SampleRole.Clean, label)));

    /// <summary>What a sample is.</summary>
    /// <param name="sample">From 0 to <see cref="Count"/> - 1.</param>
    public SampleRole Role(int sample) => _roles[sample];

    /// <summary>The label that a sample is given.</summary>
    /// <param name="sample">From 0 to <see cref="Count"/> - 1.</param>
    public int Label(int sample) => _labels[sample];

    /// <summary>What an attack is told of a sample that it stamps.</summary>
    /// <param name="sample">Poisoned, or a cover.</param>
    /// <param name="split">The set that the plan is of.</param>
    /// <param name="seed">The run's seed.</param>
    public StampContext Context(int sample, SampleSplit split, long seed)
    {
        int[] alike = _roles[sample] == SampleRole.Poisoned ? _poisoned : _covers;
        return new StampContext(sample, split, _roles[sample], Array.BinarySearch(alike, sample), alike.Length, seed);
    }

    private int[] With(SampleRole role) => [.. Enumerable.Range(0, _roles.Length).Where(i => _roles[i] == role)];
}
