using System.Collections.Immutable;

using Dbd.Attacks;
using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Serialization;

namespace Dbd.Poisoning;

/// <summary>A data set and an attack on it, if one is known, as a run sees them.</summary>
/// <param name="Train">The training set, poisoned where the index says so.</param>
/// <param name="CleanTest">The test set as it is: for BA.</param>
/// <param name="PoisonedTest">The test set with the trigger on every picture that the attack is tested on, labelled with what counts as its
/// success: for ASR. Null where no attack is known.</param>
/// <param name="Index">Which training samples are poisoned.</param>
public sealed record BackdoorData(
    StampedSource Train, StampedSource CleanTest, StampedSource? PoisonedTest, PoisonIndex Index)
{
    /// <summary>What the attack has drawn at random for the whole run, by name: see <see cref="IAttack.Kept"/>.</summary>
    public IReadOnlyDictionary<string, TensorData> Kept { get; init; } = ImmutableDictionary<string, TensorData>.Empty;

    /// <summary>Whether the test set is a part of data that nobody has verified: some of it may be poisoned too.</summary>
    public bool IsTestUnverified { get; init; }

    /// <summary>Whether it is known who was poisoned, and how.</summary>
    public bool IsAttackKnown => PoisonedTest is not null || Index.Poisoned > 0;

    /// <summary>Data taken as they are: whether anyone poisoned them is not known, unless they brought the truth along.</summary>
    /// <param name="data">The data.</param>
    /// <param name="pre">What is done to every image first.</param>
    /// <exception cref="ConfigException">A step is random.</exception>
    public static BackdoorData AsTheyAre(DatasetSplit data, IReadOnlyList<Choice<IAugmentation>> pre)
    {
        AugmentationPipeline before = new([.. pre.Select(step => step.Create())]);
        IImageSource train = Preprocessed.With(data.Train, before);
        StampedSource test = StampedSource.AsItIs(Preprocessed.With(data.Test, before));
        if (data.Truth is not { } truth)
            return new BackdoorData(StampedSource.AsItIs(train), test, PoisonedTest: null, PoisonIndex.None(train.Count))
            {
                IsTestUnverified = data.IsHeldOut,
            };
        SampleRole[] roles = new SampleRole[train.Count];
        foreach (int i in truth.Poisoned)
            roles[i] = SampleRole.Poisoned;
        foreach (int i in truth.Covers)
            roles[i] = SampleRole.Cover;
        PoisonPlan plan = new(roles.Select((role, i) => (role, train.Label(i))));
        return new BackdoorData(
            StampedSource.Brought(train, plan, truth.TrueLabels),
            test,
            truth.PoisonedTest is { } triggered ? Triggered(Preprocessed.With(triggered, before), truth.PoisonedTestLabels) : null,
            PoisonIndex.Of(plan, truth.TrueLabels));
    }

    /// <summary>Poisons a data set by the attack's plan: the same samples for the same seed; by default, the reference's.</summary>
    /// <param name="train">The clean training set.</param>
    /// <param name="test">The clean test set.</param>
    /// <param name="backdoor">The attack.</param>
    /// <param name="pre">What is done to every image before the trigger.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="given">The samples that an earlier stage poisoned; null draws them.</param>
    /// <exception cref="ConfigException">The trigger does not fit, so many cannot be poisoned, or a step before is random.</exception>
    /// <exception cref="DbdException">What is given is of data with other classes.</exception>
    public static BackdoorData Poison(
        IImageSource train, IImageSource test, BackdoorOptions backdoor,
        IReadOnlyList<Choice<IAugmentation>> pre, long seed, PoisonIndex? given)
    {
        AugmentationPipeline before = new([.. pre.Select(step => step.Create())]);
        train = Preprocessed.With(train, before);
        test = Preprocessed.With(test, before);
        IAttack attack = backdoor.Attack.Create();
        IPoisonPolicy policy = PolicyOf(attack, backdoor);
        PoisonIndex index = given ?? NotNone(Drawn(policy, train, backdoor, seed), backdoor);
        PoisonPlan plan = index.Plan(train.Labels(), backdoor.Target);
        if (plan.Poisoned.FirstOrDefault(i => plan.Label(i) >= train.ClassNames.Count, -1) is >= 0 and int wrong)
            throw new DbdException(
                $"The poison index gives sample {wrong} the label {plan.Label(wrong)}, but there are {train.ClassNames.Count} classes.");
        PoisonPlan tested = Located(backdoor, () => policy.TestPopulation(test.Labels(), Goal(train, backdoor, seed)));
        return backdoor.Attack.Locating(() => new BackdoorData(
            new StampedSource(train, plan, attack, SampleSplit.Train, seed),
            StampedSource.AsItIs(test),
            new StampedSource(test, tested, attack, SampleSplit.Test, seed),
            index)
        {
            Kept = attack.Kept(plan, train.Shape, seed),
        });
    }

    private static StampedSource Triggered(IImageSource data, IReadOnlyList<int> trueLabels) => StampedSource.Brought(
        data, new PoisonPlan(data.Labels().Select(label => (SampleRole.Poisoned, label))), trueLabels);

    /// <summary>Which samples of a training set a configuration poisons.</summary>
    internal static PoisonIndex Drawn(IImageSource train, BackdoorOptions backdoor, long seed) =>
        Drawn(PolicyOf(backdoor.Attack.Create(), backdoor), train, backdoor, seed);

    private static PoisonIndex Drawn(IPoisonPolicy policy, IImageSource train, BackdoorOptions backdoor, long seed)
    {
        int[] labels = train.Labels();
        PoisonPlan plan = backdoor.PoisonTraining
            ? Located(backdoor, () => policy.Plan(labels, Goal(train, backdoor, seed)))
            : PoisonPlan.None(labels);
        return PoisonIndex.Of(plan, labels, backdoor.Target);
    }

    private static PoisonIndex NotNone(PoisonIndex drawn, BackdoorOptions backdoor) => drawn.Poisoned > 0 || !backdoor.PoisonTraining
        ? drawn
        : throw new ConfigException(
            "backdoor.poison_ratio", $"Of {drawn.Count} training samples this poisons none.",
            "Use more, or train without poison by poison_training: False.");

    /// <summary>Whom an attack poisons, by a configuration.</summary>
    /// <exception cref="ConfigException">The attack does not go with its <c>labels</c>.</exception>
    internal static IPoisonPolicy PolicyOf(IAttack attack, BackdoorOptions backdoor) =>
        backdoor.Labels == LabelRule.AllToAll ? attack.Policy.ToNextClass() : attack.Policy;

    // A policy names keys of the whole backdoor in full, and those of its attack as the attack does.
    private static T Located<T>(BackdoorOptions backdoor, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (ConfigException e) when (e.Location.File is null && !e.Location.Key.StartsWith("backdoor.", StringComparison.Ordinal))
        {
            return backdoor.Attack.Locating<T>(() => throw new ConfigException(e.Location.Key, e.Problem, e.Advice, e));
        }
    }

    private static AttackGoal Goal(IImageSource data, BackdoorOptions backdoor, long seed) =>
        new(backdoor.PoisonRatio, backdoor.Target, data.ClassNames.Count, seed)
        {
            Draw = backdoor.Draw,
            TestTargetClass = backdoor.TestTargetClass,
        };
}
