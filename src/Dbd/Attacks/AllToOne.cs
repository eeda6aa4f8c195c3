namespace Dbd.Attacks;

/// <summary>Samples of all other classes get the target label, by the chance of the poison ratio; tested on those classes.</summary>
/// <remarks>The reference's, and its samples: also for those of the target class a number is drawn.</remarks>
public sealed class AllToOne : IPoisonPolicy
{
    private readonly CountRule _own;

    private AllToOne(CountRule own) => _own = own;

    /// <summary>The policy.</summary>
    public static AllToOne Policy { get; } = new(CountRule.Chance);

    /// <summary>The same with a number in place of a chance: the poison ratio of all samples, rounded down.</summary>
    public static AllToOne Counted { get; } = new(CountRule.Floor);

    /// <inheritdoc/>
    public PoisonPlan Plan(IReadOnlyList<int> labels, AttackGoal goal)
    {
        Candidates candidates = goal.Draw.TargetClass
            ? new(labels, _ => true, "the data set")
            : new(labels, label => label != goal.TargetLabel, "the rest of the classes");
        return Stamped(labels, goal, candidates.Draw(goal, _own).Contains);
    }

    /// <inheritdoc/>
    public PoisonPlan TestPopulation(IReadOnlyList<int> labels, AttackGoal goal) =>
        Stamped(labels, goal, i => goal.TestTargetClass || labels[i] != goal.TargetLabel);

    /// <inheritdoc/>
    public IPoisonPolicy ToNextClass() => new AllToAll { Own = _own };

    private static PoisonPlan Stamped(IReadOnlyList<int> labels, AttackGoal goal, Func<int, bool> isChosen) =>
        new(labels.Select((label, i) => isChosen(i) ? (SampleRole.Poisoned, goal.TargetLabel) : (SampleRole.Clean, label)));
}
