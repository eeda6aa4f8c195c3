using Dbd.Attacks;
using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Data;

namespace Dbd.Poisoning;

/// <summary>A data set and an attack on it, if one is known, as a run sees them.</summary>
/// <param name="Train">The training set, poisoned where the index says so.</param>
/// <param name="CleanTest">The test set as it is: for BA.</param>
/// <param name="PoisonedTest">The test set with the trigger on every image that is not of the target class: for ASR. Null where no attack is known.</param>
/// <param name="Index">Which training samples are poisoned.</param>
public sealed record BackdoorData(
    PoisonedDataset Train, PoisonedDataset CleanTest, PoisonedDataset? PoisonedTest, PoisonIndex Index)
{
    /// <summary>Whether it is known who was poisoned, and how.</summary>
    public bool IsAttackKnown => PoisonedTest is not null;

    /// <summary>A person's own data, taken as they are: whether anyone poisoned them is not known.</summary>
    /// <param name="train">The training set.</param>
    /// <param name="test">The test set.</param>
    /// <param name="pre">What is done to every image first.</param>
    /// <exception cref="ConfigException">A step is random.</exception>
    public static BackdoorData AsTheyAre(IDataset train, IDataset test, IReadOnlyList<Choice<IAugmentation>> pre)
    {
        AugmentationPipeline before = new([.. pre.Select(step => step.Create())]);
        PoisonedDataset unchanged = PoisonedDataset.AsItIs(Preprocessed.With(train, before));
        return new BackdoorData(unchanged, PoisonedDataset.AsItIs(Preprocessed.With(test, before)), PoisonedTest: null, PoisonIndex.None(train.Count));
    }

    /// <summary>Poisons a data set as the reference does, with the same samples for the same seed.</summary>
    /// <param name="train">The clean training set.</param>
    /// <param name="test">The clean test set.</param>
    /// <param name="backdoor">The attack.</param>
    /// <param name="pre">What is done to every image before the trigger.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="given">The samples that an earlier stage poisoned; null draws them.</param>
    /// <exception cref="ConfigException">The trigger does not fit the pictures, or a step before it is random.</exception>
    public static BackdoorData Poison(
        IDataset train, IDataset test, BackdoorOptions backdoor, IReadOnlyList<Choice<IAugmentation>> pre, long seed, PoisonIndex? given)
    {
        AugmentationPipeline before = new([.. pre.Select(step => step.Create())]);
        train = Preprocessed.With(train, before);
        test = Preprocessed.With(test, before);
        IAttack attack = backdoor.Attack.Create();
        int target = backdoor.TargetLabel;
        PoisonIndex index = given ?? (backdoor.PoisonTraining
            ? PoisonIndex.Draw(seed, backdoor.PoisonRatio, target, train.Labels())
            : PoisonIndex.None(train.Count));
        return backdoor.Attack.Locating(() => new BackdoorData(
            new PoisonedDataset(train, index, attack, target),
            new PoisonedDataset(test, PoisonIndex.None(test.Count), attack, target),
            new PoisonedDataset(test, PoisonIndex.AllBut(target, test.Labels()), attack, target),
            index));
    }
}
