using System.Text.Json;

using Dbd.Attacks;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks.Policies;

/// <summary>The numbers of poisoned samples, and of covers, of public implementations.</summary>
public sealed class PoisonCountTests
{
    private const int Target = 0;

    [Theory]
    [MemberData(nameof(Golden.Rows), "poison_count", MemberType = typeof(Golden))]
    public void Counts_as_a_public_implementation(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        int[] want = [.. golden.Expected.EnumerateArray().Select(e => e.GetInt32())];
        foreach ((IPoisonPolicy policy, PoisonDraw draw) in PoliciesOf(golden))
        {
            PoisonPlan plan = policy.Plan(
                LabelsOf(golden), new AttackGoal(golden.Double("ratio"), Target, Classes: 10, Seed: 3) { Draw = draw });
            Assert.Equal(want, want.Length == 1 ? [plan.Poisoned.Count] : [plan.Poisoned.Count, plan.Covers.Count]);
        }
    }

    // int(0.1 * 128) = 12 of each of 390 batches and int(0.1 * 80) = 8 of the last; twice as many covers.
    [Fact]
    public void What_is_counted_in_batches_is_less_than_the_share_of_all()
    {
        PoisonDraw draw = new() { Count = CountRule.PerBatch };
        Assert.Equal(390 * 12 + 8, draw.Number(CountRule.PerBatch, 0.1, 50_000));
        Assert.Equal(2 * (390 * 12 + 8), draw.Multiple(CountRule.PerBatch, 2, 0.1, 50_000));
    }

    [Theory]
    [InlineData(CountRule.Floor, 0.29, 100, 28)]
    [InlineData(CountRule.Round, 0.29, 100, 29)]
    [InlineData(CountRule.Round, 0.1, 25, 2)]
    [InlineData(CountRule.Round, 0.1, 15, 2)]
    public void Products_are_rounded_as_binary64_has_them(CountRule rule, double ratio, int of, int want) =>
        Assert.Equal(want, new PoisonDraw().Number(rule, ratio, of));

    private static IEnumerable<(IPoisonPolicy Policy, PoisonDraw Draw)> PoliciesOf(GoldenCase golden)
    {
        PoisonDraw round = new() { Count = CountRule.Round, TargetClass = true };
        PoisonDraw floor = round with { Count = CountRule.Floor };
        AllToOne others = AllToOne.Policy;
        return golden.Text("rule") switch
        {
            "round_all" => [(others, round), (new AllToAll(), round), (CleanLabel.Policy, round)],
            "floor_all" => [(others, floor), (new AllToAll(), floor), (CleanLabel.Policy, floor)],
            "floor_all_capped_by_class" => [(CleanLabel.Policy, floor with { Capped = true })],
            "floor_of_class" => [(CleanLabel.Policy, floor with { RatioOf = RatioBase.Eligible })],
            "floor_all_with_cover" when IsTact(golden) =>
                [(new WithCovers(new SourceSpecific([1]), Number("cover_ratio")) { Classes = [5, 7], Own = CountRule.Floor }, new())],
            "floor_all_with_cover" => [(new WithCovers(others, Number("cover_ratio")), floor)],
            "floor_all_double_noise" => [(new WithCovers(others, 2) { IsPerPoisoned = true }, floor)],
            "per_batch_cross" => [(new WithCovers(others, Number("cross_ratio")) { IsPerPoisoned = true }, Batches())],
            "per_batch_negative" => [(new WithCovers(others, Number("neg_ratio")), Batches())],
            string unknown => throw new InvalidDataException($"There is no rule {unknown}."),
        };

        double Number(string name) => golden.Double(name);

        PoisonDraw Batches() => round with { Count = CountRule.PerBatch, BatchSize = golden.Int("batch") };
    }

    private static bool IsTact(GoldenCase golden) => golden.Text("attack").StartsWith("TaCT", StringComparison.Ordinal);

    // Where a case does not say how large the target class is, all may be poisoned.
    private static int[] LabelsOf(GoldenCase golden)
    {
        int ofTarget = golden.Params.TryGetProperty("class_count", out JsonElement count) ? count.GetInt32() : int.MaxValue;
        return [.. Enumerable.Range(0, golden.Int("n")).Select(i => IsTact(golden) ? i % 10 : i < ofTarget ? Target : 1)];
    }
}
