using Dbd.Randomness;

namespace Dbd.Attacks;

/// <summary>Another policy, with covers: each sample that it leaves clean, of any class, becomes a cover by the cover ratio.</summary>
/// <param name="policy">Who is poisoned, and who is tested.</param>
/// <param name="coverRatio">In [0, 1].</param>
public sealed class WithCovers(IPoisonPolicy policy, double coverRatio) : IPoisonPolicy
{
    /// <summary>Whether the cover ratio is not of samples but says how many covers come to a poisoned one.</summary>
    public bool IsPerPoisoned { get; init; }

    /// <inheritdoc/>
    public PoisonPlan Plan(IReadOnlyList<int> labels, AttackGoal goal)
    {
        PoisonPlan plan = policy.Plan(labels, goal);
        double chance = IsPerPoisoned ? coverRatio * goal.PoisonRatio : coverRatio;
        return new PoisonPlan(Enumerable.Range(0, plan.Count).Select(i => (IsCover(i) ? SampleRole.Cover : plan.Role(i), plan.Label(i))));

        bool IsCover(int sample) =>
            plan.Role(sample) == SampleRole.Clean && Rng.For(goal.Seed, Purpose.Cover, epoch: 0, sample).Chance(chance);
    }

    /// <inheritdoc/>
    public PoisonPlan TestPopulation(IReadOnlyList<int> labels, AttackGoal goal) => policy.TestPopulation(labels, goal);
}
