using Dbd.Data;
using Dbd.Poisoning;
using Dbd.Randomness;

namespace Dbd.Torch.Stages.Asd;

/// <summary>The samples that are known to be clean.</summary>
internal static class TrustedSeeds
{
    /// <summary>Draws as many of each class as the configuration says, of those that a person trusts.</summary>
    /// <returns>Training samples, class by class.</returns>
    /// <exception cref="Configuration.ConfigException">Nobody says which samples are clean.</exception>
    /// <exception cref="DbdException">The list cannot be read, or has too few of a class.</exception>
    public static int[] Of(RunContext run, AsdOptions options)
    {
        StampedSource data = run.Data.Train;
        int[] trusted = Trusted(run, options);
        ILookup<int, int> ofClass = trusted.ToLookup(data.Label);
        int[] seeds = [.. Enumerable.Range(0, options.NumClasses).SelectMany(Drawn)];
        run.Note(options.Trusted is { } path
            ? $"{options.Seeds} clean seeds of each class, of the {trusted.Length:N0} that {path} names."
            : $"{options.Seeds} clean seeds of each class, drawn among the samples that the attack left alone: this defense is told them.");
        return seeds;

        IEnumerable<int> Drawn(int label)
        {
            int[] candidates = [.. ofClass[label]];
            return candidates.Length >= options.Seeds
                ? Rng.For(run.Seed, Purpose.CleanSeeds, index: label).Permutation(candidates.Length).Take(options.Seeds)
                    .Select(place => candidates[place])
                : throw run.Error(
                    options.Trusted is null ? "seeds" : "trusted",
                    $"{options.Seeds} clean samples of each class are needed; of class {label} ({data.ClassNames[label]}) "
                        + $"{candidates.Length} are known.",
                    "Name more, or make seeds smaller.");
        }
    }

    private static int[] Trusted(RunContext run, AsdOptions options)
    {
        StampedSource data = run.Data.Train;
        if (options.Trusted is { } path)
            return NamedSamples.Find(data, UserPath.Expand(path));
        return run.Data.IsAttackKnown
            ? [.. Enumerable.Range(0, data.Count).Where(i => !data.IsPoisoned(i) && !data.IsCover(i))]
            : throw run.Error(
                "trusted", $"ASD needs {options.Seeds} samples of each class that are known to be clean, and none are named.",
                "Name a text file with a sample a line, as suspects.csv names them, or a folder with copies of their files.");
    }
}
