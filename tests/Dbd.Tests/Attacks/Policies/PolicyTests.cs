using CsCheck;

using Dbd.Attacks;
using Dbd.Configuration;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Attacks.Policies;

/// <summary>Whom each policy poisons, over any labels, ratios and seeds.</summary>
public sealed class PolicyTests
{
    private static readonly Gen<(int[] Labels, AttackGoal Goal)> s_cases = Gen
        .Select(Gen.Int[0, 4].Array[5, 200], Gen.Double[0, 1], Gen.Int[0, 4], Gen.Long)
        .Select((labels, ratio, target, seed) => (labels, new AttackGoal(ratio, target, Classes: 5, seed)));

    [Fact]
    public void All_to_one_gives_others_the_target_label_and_tests_all_others() => s_cases.Sample((labels, goal) =>
    {
        PoisonPlan plan = AllToOne.Policy.Plan(labels, goal);
        PoisonPlan test = AllToOne.Policy.TestPopulation(labels, goal);
        for (int i = 0; i < labels.Length; i++)
        {
            bool poisoned = plan.Role(i) == SampleRole.Poisoned;
            Assert.False(poisoned && labels[i] == goal.TargetLabel);
            Assert.Equal(poisoned ? goal.TargetLabel : labels[i], plan.Label(i));
            Assert.Equal(labels[i] != goal.TargetLabel, test.Role(i) == SampleRole.Poisoned);
            Assert.Equal(goal.TargetLabel, test.Label(i));
        }
    });

    [Fact]
    public void All_to_all_gives_every_class_the_label_after_it_and_tests_all() => s_cases.Sample((labels, goal) =>
    {
        PoisonPlan plan = new AllToAll(2).Plan(labels, goal);
        PoisonPlan test = new AllToAll(2).TestPopulation(labels, goal);
        for (int i = 0; i < labels.Length; i++)
        {
            int next = labels[i] < 3 ? labels[i] + 2 : labels[i] - 3;
            Assert.Equal(plan.Role(i) == SampleRole.Poisoned ? next : labels[i], plan.Label(i));
            Assert.Equal((SampleRole.Poisoned, next), (test.Role(i), test.Label(i)));
        }
        Assert.Equal(labels.Length, test.Poisoned.Count);
    });

    [Fact]
    public void All_to_all_and_all_to_one_poison_the_same_samples_but_for_the_target_class() => s_cases.Sample((labels, goal) =>
        Assert.Equal(
            new AllToAll().Plan(labels, goal).Poisoned.Where(i => labels[i] != goal.TargetLabel),
            AllToOne.Policy.Plan(labels, goal).Poisoned));

    [Fact]
    public void Clean_label_stamps_the_asked_number_of_the_target_class_and_changes_no_label() => s_cases.Sample((labels, goal) =>
    {
        int available = labels.Count(l => l == goal.TargetLabel);
        int wanted = (int)Math.Round(goal.PoisonRatio * labels.Length);
        if (wanted > available)
        {
            ConfigException e = Assert.Throws<ConfigException>(() => CleanLabel.Policy.Plan(labels, goal));
            Assert.Equal("backdoor.poison_ratio", e.Location.Key);
            Assert.Contains($"the target class has {available}", e.Problem, StringComparison.Ordinal);
            return;
        }
        PoisonPlan plan = CleanLabel.Policy.Plan(labels, goal);
        Assert.Equal(wanted, plan.Poisoned.Count);
        Assert.All(plan.Poisoned, i => Assert.Equal(goal.TargetLabel, labels[i]));
        Assert.Equal(labels, Enumerable.Range(0, plan.Count).Select(plan.Label));
        PoisonPlan fewer = CleanLabel.Policy.Plan(labels, goal with { PoisonRatio = goal.PoisonRatio / 2 });
        Assert.Subset(plan.Poisoned.ToHashSet(), fewer.Poisoned.ToHashSet());
    });

    [Fact]
    public void Covers_are_clean_samples_that_keep_their_label_about_as_many_as_asked_for()
    {
        int[] labels = [.. Enumerable.Range(0, 20_000).Select(i => i % 5)];
        AttackGoal goal = new(0.1, TargetLabel: 3, Classes: 5, Seed: 7);
        PoisonPlan plain = AllToOne.Policy.Plan(labels, goal);
        PoisonPlan plan = new WithCovers(AllToOne.Policy, 0.2).Plan(labels, goal);
        Assert.Equal(plain.Poisoned, plan.Poisoned);
        Assert.All(plan.Covers, i => Assert.Equal((SampleRole.Cover, labels[i]), (plan.Role(i), plan.Label(i))));
        // 0.2 of the 18,400 that are not poisoned: six standard deviations are 330.
        Assert.InRange(plan.Covers.Count, 3_350, 4_010);
        Assert.Contains(plan.Covers, i => labels[i] == goal.TargetLabel);
        Assert.NotEqual(plan.Covers, new WithCovers(AllToOne.Policy, 0.2).Plan(labels, goal with { Seed = 8 }).Covers);
        PoisonPlan test = new WithCovers(AllToOne.Policy, 0.2).TestPopulation(labels, goal);
        Assert.Empty(test.Covers);
        Assert.Equal(16_000, test.Poisoned.Count);
    }

    [Fact]
    public void A_sample_knows_its_place_among_those_of_its_role()
    {
        PoisonPlan plan = new(
        [
            (SampleRole.Clean, 0), (SampleRole.Poisoned, 1), (SampleRole.Cover, 2),
            (SampleRole.Poisoned, 1), (SampleRole.Cover, 0), (SampleRole.Cover, 1),
        ]);
        Assert.Equal(
            new StampContext(3, SampleSplit.Train, SampleRole.Poisoned, Place: 1, Of: 2, Seed: 9),
            plan.Context(3, SampleSplit.Train, seed: 9));
        Assert.Equal(
            new StampContext(5, SampleSplit.Test, SampleRole.Cover, Place: 2, Of: 3, Seed: 9), plan.Context(5, SampleSplit.Test, seed: 9));
    }

    [Fact]
    public void Random_numbers_of_a_sample_are_its_own_and_come_again()
    {
        StampContext context = new(3, SampleSplit.Train, SampleRole.Poisoned, 0, 1, Seed: 9);
        Assert.Equal(Drawn(context), Drawn(context));
        StampContext[] others = [context with { Sample = 4 }, context with { Split = SampleSplit.Test }, context with { Seed = 10 }];
        Assert.Equal(4, others.Append(context).Select(Drawn).Distinct().Count());
        Assert.Equal(First(context.SharedRng), First(others[0].SharedRng));
        Assert.NotEqual(First(context.SharedRng), Drawn(context));
        Assert.NotEqual(First(context.SharedRng), First(others[2].SharedRng));
    }

    private static ulong Drawn(StampContext context) => First(context.Rng);

    private static ulong First(Rng rng) => rng.NextUInt64();
}
