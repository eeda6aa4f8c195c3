namespace Dbd.Attacks;

/// <summary>Samples of the target class alone are stamped, and keep their label; tested on all other classes.</summary>
/// <remarks>The poison ratio is of all samples, as in the papers: 0.1 of ten even classes is the whole target class. Of its samples those
/// with the smallest of the reference's draws are taken, so that a smaller ratio poisons some of the same.</remarks>
public sealed class CleanLabel : IPoisonPolicy
{
    private CleanLabel()
    {
    }

    /// <summary>The policy.</summary>
    public static CleanLabel Policy { get; } = new();

    /// <inheritdoc/>
    public PoisonPlan Plan(IReadOnlyList<int> labels, AttackGoal goal)
    {
        HashSet<int> chosen = new Candidates(labels, label => label == goal.TargetLabel, "the target class").Draw(goal, CountRule.Round);
        return new PoisonPlan(labels.Select((label, i) => (chosen.Contains(i) ? SampleRole.Poisoned : SampleRole.Clean, label)));
    }

    /// <inheritdoc/>
    public PoisonPlan TestPopulation(IReadOnlyList<int> labels, AttackGoal goal) => AllToOne.Policy.TestPopulation(labels, goal);
}
