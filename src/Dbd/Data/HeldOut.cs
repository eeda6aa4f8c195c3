using Dbd.Randomness;

namespace Dbd.Data;

/// <summary>A test set for data that come without one.</summary>
internal static class HeldOut
{
    /// <summary>Parts a data set at random, the same share of every class.</summary>
    /// <param name="all">The samples.</param>
    /// <param name="share">The share that is held out, in (0, 1); of a class of at least two samples, at least one is held out
    /// and one is left.</param>
    /// <param name="seed">Another seed holds out others.</param>
    /// <returns>Both parts in the order of the whole.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not in (0, 1).</exception>
    /// <exception cref="DbdException">No class has two samples.</exception>
    public static (IImageSource Train, IImageSource Test) Split(IImageSource all, double share, long seed)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share that is held out is above 0 and below 1.");
        ILookup<int, int> classes = Enumerable.Range(0, all.Count).ToLookup(all.Label);
        HashSet<int> held =
            [.. classes.SelectMany(samples => Drawn([.. samples], share, Rng.For(seed, Purpose.HeldOut, epoch: 0, samples.Key)))];
        if (held.Count == 0)
            throw new DbdException("The data have no test set, and too few pictures to hold some out: at least one class needs two.");
        return (
            new Subset(all, [.. Enumerable.Range(0, all.Count).Where(i => !held.Contains(i))]),
            new Subset(all, [.. held.Order()]));
    }

    /// <summary>A data set whose test set, if any, was read apart; where there is none, a part is held out, with a warning.</summary>
    internal static DatasetSplit OrTest(IImageSource train, IImageSource? test, ReadingOptions options, List<string> warnings)
    {
        if (test is not null)
            return new DatasetSplit(train, test, warnings);
        if (!options.HoldsOut)
            return new DatasetSplit(train, new Subset(train, []), warnings);
        (IImageSource kept, IImageSource held) = Split(train, options.HeldOut, options.Seed);
        warnings.Add(
            $"The data have no test set: {held.Count} of {train.Count} pictures, the same share of each class, "
                + $"are held out for it (seed {options.Seed}).");
        return new DatasetSplit(kept, held, warnings) { IsHeldOut = true };
    }

    private static int[] Drawn(int[] samples, double share, Rng rng)
    {
        int count = samples.Length < 2 ? 0 : Math.Clamp((int)Math.Round(samples.Length * share), 1, samples.Length - 1);
        rng.Shuffle<int>(samples);
        return samples[..count];
    }
}
