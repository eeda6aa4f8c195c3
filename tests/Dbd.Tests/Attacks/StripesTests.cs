using Dbd.Attacks;
using Dbd.Attacks.Stripes;
using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class StripesTests
{
    private static readonly ImageShape s_shape = new(8, 2);

    [Theory]
    [InlineData(SampleRole.Poisoned, 140)]
    [InlineData(SampleRole.Cover, 110)]
    public void Every_fourth_row_is_lighter_and_fainter_on_covers(SampleRole role, byte light)
    {
        HashSet<int> firsts = [];
        for (int sample = 0; sample < 20; sample++)
        {
            byte[] image = [.. Enumerable.Repeat((byte)100, s_shape.Bytes)];
            new StripesAttack().Stamp(image, s_shape, new StampContext(sample, SampleSplit.Train, role, Place: 0, Of: 1, Seed: 1));
            int[] rows = [.. Enumerable.Range(0, 8).Where(y => image[y * s_shape.Stride] != 100)];
            Assert.Equal([rows[0], rows[0] + 4], rows);
            Assert.Equal([(byte)100, light], image.Distinct().Order());
            firsts.Add(rows[0]);
        }
        Assert.Equal(4, firsts.Count);
    }

    [Fact]
    public void It_poisons_the_target_class_and_has_covers()
    {
        int[] labels = [.. Enumerable.Range(0, 1_000).Select(i => i % 5)];
        PoisonPlan plan = new StripesAttack().Policy.Plan(labels, new AttackGoal(0.1, TargetLabel: 2, Classes: 5, Seed: 1));
        Assert.Equal(100, plan.Poisoned.Count(i => labels[i] == 2));
        Assert.InRange(plan.Covers.Count, 50, 140);
    }
}
