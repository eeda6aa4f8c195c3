using Dbd.Attacks;
using Dbd.Data;
using Dbd.Imaging;

namespace Dbd.Poisoning;

/// <summary>Pictures as an attacker left them: those that the plan names carry the trigger, and the labels are the plan's. The trigger is
/// put on when a picture is read, before any augmentation, and is the same each time; no stamped picture is kept.</summary>
public sealed class StampedSource : IImageSource
{
    private readonly PoisonPlan _plan;
    private readonly IAttack? _attack;
    private readonly SampleSplit _split;
    private readonly long _seed;
    private readonly ICleanPictures _pictures;
    private readonly IReadOnlyList<int>? _labels;

    /// <summary>Poisons a set, and stamps a first picture to see whether the trigger fits.</summary>
    /// <param name="clean">The original, which is not changed.</param>
    /// <param name="plan">What is done with each sample.</param>
    /// <param name="attack">Puts the trigger on.</param>
    /// <param name="split">Which set it is.</param>
    /// <param name="seed">The run's seed, for triggers that are random.</param>
    /// <exception cref="ArgumentException">The plan is of another number of samples.</exception>
    /// <exception cref="Configuration.ConfigException">The trigger does not fit.</exception>
    public StampedSource(IImageSource clean, PoisonPlan plan, IAttack attack, SampleSplit split, long seed)
        : this(clean, plan)
    {
        (_attack, _split, _seed) = (attack, split, seed);
        if (plan.Poisoned.Concat(plan.Covers).FirstOrDefault(-1) is >= 0 and int first)
            this.Read(first);
    }

    private StampedSource(IImageSource clean, PoisonPlan plan)
    {
        if (plan.Count != clean.Count)
            throw new ArgumentException($"The plan has {plan.Count} samples, the data set {clean.Count}.", nameof(plan));
        (Clean, _plan, _pictures) = (clean, plan, new CleanPictures(clean));
    }

    private StampedSource(StampedSource other, IReadOnlyList<int> labels)
        : this(other.Clean, other._plan) => (_attack, _split, _seed, _labels) = (other._attack, other._split, other._seed, labels);

    /// <summary>The set before the attack; of data that came poisoned, their pictures with the labels before it. Only reports on the
    /// attack may ask: no defense has it.</summary>
    public IImageSource Clean { get; }

    /// <summary>The label of all poisoned samples; null where they have several, or none is poisoned. Only metrics may ask.</summary>
    public int? Target => _plan.Target;

    /// <inheritdoc/>
    public int Count => Clean.Count;

    /// <inheritdoc/>
    public ImageShape Shape => Clean.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => Clean.ClassNames;

    /// <inheritdoc/>
    /// <remarks>Triggers are of the size that pictures are made to fit.</remarks>
    public bool HasOwnSizes => _attack is null && Clean.HasOwnSizes;

    /// <summary>A set to which nothing is done.</summary>
    /// <param name="data">The set.</param>
    public static StampedSource AsItIs(IImageSource data) => new(data, PoisonPlan.None(data.Labels()));

    /// <summary>A set that was poisoned by others.</summary>
    /// <param name="data">The set as it came.</param>
    /// <param name="plan">What was done to it.</param>
    /// <param name="trueLabels">The labels before the attack.</param>
    public static StampedSource Brought(IImageSource data, PoisonPlan plan, IReadOnlyList<int> trueLabels) =>
        new(new Relabelled(data, trueLabels), plan);

    /// <summary>The same pictures with the labels that a defense trains them with.</summary>
    /// <param name="labels">A label each.</param>
    /// <exception cref="ArgumentException">They are of another number of samples.</exception>
    public StampedSource With(IReadOnlyList<int> labels) => labels.Count == Count
        ? new StampedSource(this, labels)
        : throw new ArgumentException($"There are {labels.Count} labels for {Count} samples.", nameof(labels));

    /// <inheritdoc/>
    public int Label(int index) => _labels is null ? _plan.Label(index) : _labels[index];

    /// <inheritdoc/>
    public string Name(int index) => Clean.Name(index);

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels)
    {
        Clean.Read(index, pixels);
        if (_plan.Role(index) != SampleRole.Clean)
            _attack?.Stamp(pixels, Shape, _plan.Context(index, _split, _seed) with { Clean = _pictures });
    }

    /// <inheritdoc/>
    public bool ReadOwn(int index, PixelBuffer picture)
    {
        if (HasOwnSizes)
            return Clean.ReadOwn(index, picture);
        Read(index, picture.Reset(Shape));
        return true;
    }

    /// <summary>What was done to the sample. Only metrics may ask: no defense knows it.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public SampleRole Role(int index) => _plan.Role(index);

    /// <summary>Whether the sample is poisoned; a cover is not. Only metrics may ask: no defense knows it.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public bool IsPoisoned(int index) => Role(index) == SampleRole.Poisoned;

    /// <summary>Whether the sample is a cover. Only metrics may ask: no defense knows it.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public bool IsCover(int index) => Role(index) == SampleRole.Cover;

    private sealed class CleanPictures(IImageSource clean) : ICleanPictures
    {
        public int Count => clean.Count;

        public void Read(int sample, Span<byte> pixels) => clean.Read(sample, pixels);
    }
}
