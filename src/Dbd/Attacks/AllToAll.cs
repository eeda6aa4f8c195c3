namespace Dbd.Attacks;

/// <summary>Samples of every class get the label of the next class, each with the chance of the poison ratio; tested on all. The
/// configuration's target label has no effect.</summary>
/// <remarks>Gu, Liu, Dolan-Gavitt, Garg, "BadNets: Evaluating Backdooring Attacks on Deep Neural Networks", IEEE Access 2019.</remarks>
/// <param name="shift">How many classes on, at least 1.</param>
public sealed class AllToAll(int shift = 1) : IPoisonPolicy
{
    /// <summary>How the number follows from the poison ratio where the configuration does not say.</summary>
    public CountRule Own { get; init; } = CountRule.Chance;

    /// <inheritdoc/>
    public PoisonPlan Plan(IReadOnlyList<int> labels, AttackGoal goal)
    {
        HashSet<int> chosen = new Candidates(labels, _ => true, "the data set").Draw(goal, Own);
        return new PoisonPlan(labels.Select((label, i) => chosen.Contains(i) ? Next(label, goal) : (SampleRole.Clean, label)));
    }

    /// <inheritdoc/>
    public PoisonPlan TestPopulation(IReadOnlyList<int> labels, AttackGoal goal) => new(labels.Select(label => Next(label, goal)));

    /// <inheritdoc/>
    public IPoisonPolicy ToNextClass() => this;

    private (SampleRole Role, int Label) Next(int label, AttackGoal goal) => (SampleRole.Poisoned, (label + shift) % goal.Classes);
}
