using Dbd.Randomness;

namespace Dbd.Attacks;

/// <summary>Which sample is stamped.</summary>
/// <param name="Sample">Its number in its set, from 0.</param>
/// <param name="Split">The set.</param>
/// <param name="Role">Poisoned, or a cover.</param>
/// <param name="Place">Its number among those of the set that have its role, from 0, in the order of the set.</param>
/// <param name="Of">How many have its role.</param>
/// <param name="Seed">The run's seed. What all samples share (a random pattern) is made of it alone.</param>
public readonly record struct StampContext(int Sample, SampleSplit Split, SampleRole Role, int Place, int Of, long Seed)
{
    /// <summary>The clean pictures of its set, for an attack that takes something of another one; null where there is no set.</summary>
    public ICleanPictures? Clean { get; init; }

    /// <summary>The sample's random stream, from its beginning: the same whenever the sample is stamped.</summary>
    public Rng Rng => Rng.For(Seed, Purpose.Trigger, (long)Split, Sample);

    /// <summary>The random stream of what all samples share, from its beginning.</summary>
    public Rng SharedRng => SharedOf(Seed);

    /// <summary>The same, where there is no sample.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="which">One of several streams, from 0.</param>
    internal static Rng SharedOf(long seed, int which = 0) => Rng.For(seed, Purpose.Trigger, epoch: 2, which);
}
