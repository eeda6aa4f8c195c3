using System.Text.Json;

using Dbd.Attacks;
using Dbd.Configuration;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks.Policies;

/// <summary>Whom public implementations count for ASR, and what they call a success.</summary>
public sealed class TestPopulationTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "asr_population", MemberType = typeof(Golden))]
    public void Counts_whom_a_public_implementation_counts(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        AttackGoal goal = new(0.1, golden.Int("target"), golden.Int("classes"), Seed: 1);
        (IPoisonPolicy policy, goal) = golden.Text("rule") switch
        {
            "not_target" => ((IPoisonPolicy)AllToOne.Policy, goal),
            "all" => (AllToOne.Policy, goal with { TestTargetClass = true }),
            "all_to_all" => (new AllToAll(golden.Int("shift")), goal),
            "source_only" => (new SourceSpecific(Wholes(golden.Params, "sources")), goal),
            string unknown => throw new InvalidDataException($"There is no rule {unknown}."),
        };
        PoisonPlan plan = policy.TestPopulation(Wholes(golden.Params, "labels"), goal);
        (int[] counted, int[] labels) = (Wholes(golden.Expected, "counted"), Wholes(golden.Expected, "label"));
        Assert.Equal(counted, Enumerable.Range(0, plan.Count).Select(i => plan.Role(i) == SampleRole.Poisoned ? 1 : 0));
        Assert.All(plan.Poisoned, i => Assert.Equal(labels[i], plan.Label(i)));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "labels_all_to_all", MemberType = typeof(Golden))]
    public void All_to_all_gives_labels_as_public_implementations(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        int[] labels = [.. GoldenArray.Read(golden.Input("labels")).As<long>().Select(l => (int)l)];
        PoisonPlan plan = new AllToAll(golden.Int("shift"))
            .TestPopulation(labels, new AttackGoal(0.1, AttackGoal.NoTarget, golden.Int("classes"), Seed: 1));
        Assert.Equal(GoldenArray.Read(golden.Output()).As<long>(), Enumerable.Range(0, plan.Count).Select(i => (long)plan.Label(i)));
    }

    [Fact]
    public void The_target_class_is_tested_only_if_that_is_asked_for()
    {
        AttackGoal goal = new(0.1, TargetLabel: 1, Classes: 3, Seed: 1);
        Assert.Equal([0, 2], CleanLabel.Policy.TestPopulation([0, 1, 2], goal).Poisoned);
        Assert.Equal([0, 1, 2], CleanLabel.Policy.TestPopulation([0, 1, 2], goal with { TestTargetClass = true }).Poisoned);
    }

    [Fact]
    public void A_target_among_the_sources_is_never_tested_nor_poisoned()
    {
        AttackGoal goal = new(0.5, TargetLabel: 1, Classes: 3, Seed: 1);
        Assert.Equal([2], new SourceSpecific([1, 2]).TestPopulation([0, 1, 2], goal).Poisoned);
        Assert.Throws<ConfigException>(() => new SourceSpecific([1, 2]).Plan([0, 1, 2], goal));
        Assert.Throws<ConfigException>(() => new SourceSpecific([1]).TestPopulation([0, 1, 2], goal));
    }

    private static int[] Wholes(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];
}
