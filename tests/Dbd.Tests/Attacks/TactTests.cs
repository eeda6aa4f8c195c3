using Dbd.Attacks;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Poisoning;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class TactTests
{
    private static readonly ImageShape s_shape = new(32, 32);

    [Fact]
    public void It_poisons_the_source_class_covers_the_cover_classes_and_tests_the_source_class()
    {
        BackdoorData data = AttackConfig.Poison(
            "tact: {source_classes: [1], cover_classes: [2, 4], cover_ratio: 0.29}", s_shape, target: 3, ratio: 0.129);
        Assert.Equal(12, data.Index.Poisoned);
        // 0.29 * 100 is less than 29 in binary64.
        Assert.Equal(28, data.Index.Covers.Count);
        for (int i = 0; i < data.Train.Count; i++)
        {
            int own = data.Train.Clean.Label(i);
            (int[] classes, int label) = data.Train.Role(i) switch
            {
                SampleRole.Poisoned => ((int[])[1], 3),
                SampleRole.Cover => ([2, 4], own),
                _ => ([0, 1, 2, 3, 4], own),
            };
            Assert.Contains(own, classes);
            Assert.Equal(label, data.Train.Label(i));
            Assert.Equal(data.Train.Role(i) != SampleRole.Clean, !data.Train.Read(i).AsSpan().SequenceEqual(data.Train.Clean.Read(i)));
        }
        StampedSource test = data.PoisonedTest!;
        Assert.All(Enumerable.Range(0, test.Count), i => Assert.Equal(test.Clean.Label(i) == 1, test.IsPoisoned(i)));
        Assert.All(Enumerable.Range(0, test.Count).Where(test.IsPoisoned), i => Assert.Equal(3, test.Label(i)));
    }

    [Fact]
    public void The_drawn_square_replaces_64_pixels()
    {
        BackdoorData data = AttackConfig.Poison("tact: {cover_classes: []}", s_shape, ratio: 0.05);
        byte[] stamped = data.Train.Read(data.Index.Indices[0]);
        int[] changed = [.. Enumerable.Range(0, s_shape.Pixels).Where(p => stamped.AsSpan(p * 3, 3).ContainsAnyExcept((byte)100))];
        Assert.Equal(64, changed.Length);
        Assert.All(changed, p => Assert.True(p / 32 is >= 21 and <= 28 && p % 32 is >= 21 and <= 28));
    }

    [Theory]
    [InlineData("cover_classes: []", 1, 0.05, "backdoor.tact.source_classes", "it is the target label")]
    [InlineData("source_classes: [7], cover_classes: []", 0, 0.05, "backdoor.tact.source_classes", "7 is not a label of 5 classes")]
    [InlineData("", 0, 0.05, "backdoor.tact.cover_classes", "5 is not a label of 5 classes")]
    [InlineData("cover_classes: [2, 0]", 0, 0.05, "backdoor.tact.cover_classes", "is the target label")]
    [InlineData("cover_classes: [1]", 0, 0.05, "backdoor.tact.cover_classes", "Class 1 is a source")]
    [InlineData("cover_classes: [2], cover_ratio: 0.21", 0, 0.05, "backdoor.tact.cover_ratio", "21 of 100 samples")]
    [InlineData("cover_classes: []", 0, 0.3, "backdoor.poison_ratio", "class 1 has 20")]
    [InlineData("cover_classes: []", 0, 0.005, "backdoor.poison_ratio", "this poisons none")]
    [InlineData("mask_path: a.png", 0, 0.05, "backdoor.tact.mask_path", "no trigger picture")]
    public void What_does_not_fit_is_named(string options, int target, double ratio, string key, string problem)
    {
        ConfigException e = AttackConfig.Refused($"tact: {{{options}}}", s_shape, target, ratio);
        Assert.Equal(key, e.Location.Key);
        Assert.Contains(problem, e.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labels: all_to_all", "backdoor.labels")]
    [InlineData("test_target_class: true", "backdoor.test_target_class")]
    [InlineData("draw: {target_class: true}", "backdoor.draw.target_class")]
    public void Keys_of_the_backdoor_without_meaning_are_refused(string more, string key) =>
        Assert.Equal(key, AttackConfig.Refused($"{more}, tact: {{cover_classes: []}}", s_shape).Location.Key);

    [Fact]
    public void Small_pictures_need_a_patch_of_their_own()
    {
        ConfigException e = AttackConfig.Refused("tact: {cover_classes: []}", new ImageShape(15, 32));
        Assert.Equal("backdoor.tact", e.Location.Key);
        Assert.Contains("at least 16x16", e.Problem, StringComparison.Ordinal);
    }
}
