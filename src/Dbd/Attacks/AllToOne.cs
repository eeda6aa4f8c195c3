namespace Dbd.Attacks;

/// <summary>Samples of all other classes get the target label, by the chance of the poison ratio; tested on those classes.</summary>
/// <remarks>The reference's, and its samples: also for those of the target class a number is drawn.</remarks>
public sealed class AllToOne : IPoisonPolicy
{
    private AllToOne()
    {
    }

    /// <summary>The policy.</summary>
    public static AllToOne Policy { get; } = new();

    /// <inheritdoc/>
    public PoisonPlan Plan(IReadOnlyList<int> labels, AttackGoal goal)
    {
        double[] draws = Draws.Of(goal, labels.Count);
        return Stamped(labels, goal, i => draws[i] < goal.PoisonRatio);
    }

    /// <inheritdoc/>
    public PoisonPlan TestPopulation(IReadOnlyList<int> labels, AttackGoal goal) => Stamped(labels, goal, _ => true);

    private static PoisonPlan Stamped(IReadOnlyList<int> labels, AttackGoal goal, Func<int, bool> isChosen) =>
        new(labels.Select((label, i) =>
            label != goal.TargetLabel && isChosen(i) ? (SampleRole.Poisoned, goal.TargetLabel) : (SampleRole.Clean, label)));
}
