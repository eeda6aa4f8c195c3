using Dbd.Attacks;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Testing;
using Dbd.Tests.Attacks;

using Xunit;

namespace Dbd.Tests.Poisoning;

/// <summary>Keys of <c>backdoor</c> that stand beside the attack's. There are 20 samples of each of five classes in turn.</summary>
public sealed class BackdoorOptionsTests
{
    private static readonly ImageShape s_shape = new(4, 4);

    [Fact]
    public void All_to_all_needs_no_target_label_and_gives_each_class_the_next()
    {
        BackdoorData data = AttackConfig.Poison("labels: all_to_all, badnets: {}", s_shape, target: null, ratio: 0.3);
        Assert.Contains(data.Index.Indices, i => data.Train.Clean.Label(i) == 4);
        Assert.All(data.Index.Indices, i => Assert.Equal((data.Train.Clean.Label(i) + 1) % 5, data.Train.Label(i)));
        Assert.Equal(20, Enumerable.Range(0, 20).Count(data.PoisonedTest!.IsPoisoned));
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal((i + 1) % 5, data.PoisonedTest!.Label(i)));
        BackdoorData same = AttackConfig.Poison("labels: all_to_all, badnets: {}", s_shape, target: 3, ratio: 0.3);
        Assert.Equal(data.Index.Hash, same.Index.Hash);
    }

    [Fact]
    public void All_to_all_holds_for_covers_and_counts_as_the_attack_does()
    {
        BackdoorData data = AttackConfig.Poison("labels: all_to_all, adaptive_patch: {cover_ratio: 0.1}", new(32, 32), target: null);
        Assert.Equal((10, 10), (data.Index.Poisoned, data.Index.Covers.Count));
        Assert.All(data.Index.Indices, i => Assert.Equal((data.Train.Clean.Label(i) + 1) % 5, data.Train.Label(i)));
    }

    [Fact]
    public void One_sample_alone_keeps_its_label_in_the_index()
    {
        using TempFolder folder = new();
        BackdoorData data = AttackConfig.Poison(
            "labels: all_to_all, draw: {count: floor}, badnets: {}", s_shape, target: null, ratio: 0.01);
        data.Index.Save(folder.File("poison_idx.npy"));
        PoisonIndex loaded = PoisonIndex.Load(folder.File("poison_idx.npy"), 100);
        int only = Assert.Single(loaded.Indices);
        Assert.Equal((only + 1) % 5, loaded.Plan([.. Enumerable.Range(0, 100).Select(i => i % 5)], AttackGoal.NoTarget).Label(only));
    }

    [Fact]
    public void Without_all_to_all_a_missing_target_label_is_named()
    {
        ConfigException e = AttackConfig.Refused("badnets: {}", s_shape, target: null);
        Assert.Equal(("test.yaml", "backdoor.target_label"), (e.Location.File, e.Location.Key));
        Assert.Equal("This key is missing.", e.Problem);
    }

    [Theory]
    [InlineData("count: floor", 0.299, 29)]
    [InlineData("count: round", 0.299, 30)]
    [InlineData("count: floor, ratio_of: eligible", 0.299, 23)]
    [InlineData("count: per_batch, batch_size: 30", 0.25, 23)]
    [InlineData("count: round, capped: true", 0.9, 80)]
    [InlineData("count: round, target_class: true", 0.9, 90)]
    public void A_draw_counts(string draw, double ratio, int want)
    {
        BackdoorData data = AttackConfig.Poison($"draw: {{{draw}}}, badnets: {{}}", s_shape, ratio: ratio);
        Assert.Equal(want, data.Index.Poisoned);
        Assert.All(data.Index.Indices, i => Assert.Equal(0, data.Train.Label(i)));
        Assert.Equal(draw.Contains("target_class", StringComparison.Ordinal), data.Index.Indices.Any(i => data.Train.Clean.Label(i) == 0));
    }

    [Fact]
    public void The_first_are_taken_in_the_order_of_the_data_set() => Assert.Equal(
        [1, 2, 3, 4, 6, 7], AttackConfig.Poison("draw: {count: floor, order: first}, badnets: {}", s_shape, ratio: 0.06).Index.Indices);

    [Fact]
    public void By_default_a_smaller_number_is_drawn_of_the_same() => Assert.Subset(
        AttackConfig.Poison("draw: {count: floor}, badnets: {}", s_shape, ratio: 0.4).Index.Indices.ToHashSet(),
        AttackConfig.Poison("draw: {count: floor}, badnets: {}", s_shape, ratio: 0.2).Index.Indices.ToHashSet());

    [Theory]
    [InlineData("order: first", 0.3, "backdoor.draw.order")]
    [InlineData("ratio_of: eligible", 0.3, "backdoor.draw.ratio_of")]
    [InlineData("capped: true, count: chance", 0.3, "backdoor.draw.capped")]
    [InlineData("batch_size: 0", 0.3, "backdoor.draw.batch_size")]
    [InlineData("batch_size: 64, count: floor", 0.3, "backdoor.draw.batch_size")]
    [InlineData("count: round", 0.81, "backdoor.poison_ratio")]
    [InlineData("count: floor", 0.009, "backdoor.poison_ratio")]
    public void A_draw_that_cannot_be_is_named(string draw, double ratio, string key) =>
        Assert.Equal(key, AttackConfig.Refused($"draw: {{{draw}}}, badnets: {{}}", s_shape, ratio: ratio).Location.Key);

    [Fact]
    public void A_draw_by_chance_that_hits_none_is_refused_unless_training_is_without_poison()
    {
        ConfigException e = AttackConfig.Refused("badnets: {}", s_shape, ratio: 0.0001);
        Assert.Contains("Of 100 training samples this poisons none", e.Problem, StringComparison.Ordinal);
        Assert.Equal(0, AttackConfig.Poison("poison_training: false, badnets: {}", s_shape, ratio: 0.0001).Index.Poisoned);
    }

    [Fact]
    public void Tests_of_the_target_class_are_counted_if_that_is_asked_for()
    {
        Assert.Equal(16, Tested(AttackConfig.Poison("badnets: {}", s_shape)));
        Assert.Equal(20, Tested(AttackConfig.Poison("test_target_class: true, badnets: {}", s_shape)));
    }

    [Fact]
    public void An_index_says_how_many_are_poisoned_and_how_many_are_covers()
    {
        BackdoorData data = AttackConfig.Poison("adaptive_patch: {cover_ratio: 0.12}", new(32, 32));
        Assert.Equal("10 poisoned of 100 training samples, 12 covers", data.Index.Summary);
        Assert.Equal("0 poisoned of 50,000 training samples", PoisonIndex.None(50_000).Summary);
    }

    private static int Tested(BackdoorData data) => Enumerable.Range(0, data.PoisonedTest!.Count).Count(data.PoisonedTest.IsPoisoned);
}
