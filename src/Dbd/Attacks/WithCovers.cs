using Dbd.Configuration;
using Dbd.Randomness;

namespace Dbd.Attacks;

/// <summary>Another policy, with covers among the samples that it leaves clean: they carry a trigger, and keep their label.</summary>
/// <param name="policy">Who is poisoned, and who is tested.</param>
/// <param name="coverRatio">In [0, 1]: by default each clean sample is a cover by this chance; where numbers are counted, it is of all
/// samples.</param>
public sealed class WithCovers(IPoisonPolicy policy, double coverRatio) : IPoisonPolicy
{
    private const string CoverClasses = "cover_classes";
    private const string UseLess = "Use less.";

    /// <summary>How the number of covers follows from their ratio where the configuration does not say.</summary>
    public CountRule Own { get; init; } = CountRule.Chance;

    /// <summary>The classes that covers are of; null is any.</summary>
    public IReadOnlyList<int>? Classes { get; init; }

    /// <summary>Whether the cover ratio is not of samples but says how many covers come to a poisoned one.</summary>
    public bool IsPerPoisoned { get; init; }

    /// <inheritdoc/>
    public PoisonPlan Plan(IReadOnlyList<int> labels, AttackGoal goal)
    {
        CheckClasses(goal);
        PoisonPlan plan = policy.Plan(labels, goal);
        int[] clean = [.. Enumerable.Range(0, plan.Count).Where(i => plan.Role(i) == SampleRole.Clean && MayCover(labels[i]))];
        HashSet<int> covers = Drawn(clean, labels.Count, goal);
        return new PoisonPlan(
            Enumerable.Range(0, plan.Count).Select(i => (covers.Contains(i) ? SampleRole.Cover : plan.Role(i), plan.Label(i))));
    }

    /// <inheritdoc/>
    public PoisonPlan TestPopulation(IReadOnlyList<int> labels, AttackGoal goal) => policy.TestPopulation(labels, goal);

    /// <inheritdoc/>
    public IPoisonPolicy ToNextClass() =>
        new WithCovers(policy.ToNextClass(), coverRatio) { Own = Own, Classes = Classes, IsPerPoisoned = IsPerPoisoned };

    // What the option is called that says how many: for errors.
    private string Key => IsPerPoisoned ? "cross_ratio" : "cover_ratio";

    private HashSet<int> Drawn(int[] clean, int count, AttackGoal goal)
    {
        CountRule rule = goal.Draw.Count ?? Own;
        if (rule == CountRule.Chance)
        {
            double chance = IsPerPoisoned ? coverRatio * goal.PoisonRatio : coverRatio;
            if (chance > 1)
                throw new ConfigException(
                    Key, $"{coverRatio} covers to a poisoned sample, at a poison ratio of {goal.PoisonRatio}, are more than there are.",
                    UseLess);
            return [.. clean.Where(i => Of(i).Chance(chance))];
        }
        int wanted = IsPerPoisoned
            ? goal.Draw.Multiple(rule, coverRatio, goal.PoisonRatio, count)
            : goal.Draw.Number(rule, coverRatio, count);
        if (wanted > clean.Length)
            throw new ConfigException(
                Key,
                $"{wanted} of {count} samples are to be covers, but only {clean.Length} may be.",
                Classes is null ? UseLess : "Use less, or name further cover classes.");
        return [.. clean.OrderBy(i => Of(i).NextDouble()).Take(wanted)];

        Rng Of(int sample) => Rng.For(goal.Seed, Purpose.Cover, epoch: 0, sample);
    }

    private bool MayCover(int label) => Classes?.Contains(label) ?? true;

    private void CheckClasses(AttackGoal goal)
    {
        if (Classes?.Contains(goal.TargetLabel) == true)
            throw new ConfigException(
                CoverClasses, $"Class {goal.TargetLabel} is the target label, and covers keep another.", "Name other classes.");
        goal.CheckClasses(CoverClasses, Classes ?? []);
    }
}
