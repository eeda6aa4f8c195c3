using CsCheck;

using Dbd.Attacks;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Poisoning;
using Dbd.Suspicion;
using Dbd.Tests.Poisoning;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class CredibleSplitTests
{
    [Theory]
    [InlineData(5, 0.5, 2)]
    [InlineData(10, 0.29, 2)]
    [InlineData(50000, 0.5, 25000)]
    [InlineData(3, 0.1, 0)]
    public void As_many_as_epsilon_says_rounded_down_are_credible(int samples, double epsilon, int credible)
    {
        CredibleSplit split = CredibleSplit.Lowest(new float[samples], epsilon);
        Assert.Equal(credible, split.Credible.Length);
        Assert.Equal(credible, CredibleSplit.Count(samples, epsilon));
        Assert.Equal(samples - credible, split.Others.Length);
    }

    [Fact]
    public void The_lowest_losses_are_credible_and_both_parts_stand_in_file_order()
    {
        CredibleSplit split = CredibleSplit.Lowest([3, 0.5f, 2, 0.1f, 9, 1], 0.5);
        Assert.Equal([1, 3, 5], split.Credible);
        Assert.Equal([0, 2, 4], split.Others);
    }

    [Fact]
    public void Of_equal_losses_the_first_in_the_file_are_credible() =>
        Assert.Equal([0, 1, 3], CredibleSplit.Lowest([1, 1, 2, 1, 1, 1], 0.5).Credible);

    [Fact]
    public void Every_sample_is_in_one_part_and_no_other_has_a_lower_loss() =>
        Gen.Select(Gen.Float[-10, 10].Array[2, 200], Gen.Double[0.01, 0.99]).Sample((losses, epsilon) =>
        {
            CredibleSplit split = CredibleSplit.Lowest(losses, epsilon);
            return split.Credible.Concat(split.Others).Order().SequenceEqual(Enumerable.Range(0, losses.Length))
                && (split.Credible.Length == 0 || split.Credible.Max(i => losses[i]) <= split.Others.Min(i => losses[i]));
        });

    [Fact]
    public void Of_each_label_no_more_are_credible_than_its_share_of_all()
    {
        float[] losses = [5, 1, 4, 2, 3, 9, 7, 8];
        int[] labels = [0, 0, 0, 0, 0, 1, 1, 1];
        CredibleSplit split = CredibleSplit.LowestOfEachLabel(losses, labels, classes: 2, epsilon: 0.5);
        Assert.Equal([1, 3, 6, 7], split.Credible);
        Assert.Equal([0, 2, 4, 5], split.Others);
    }

    [Fact]
    public void A_label_of_fewer_samples_gives_all_it_has() =>
        Assert.Equal(
            [0, 1, 2, 5], CredibleSplit.LowestOfEachLabel([1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 1], classes: 2, epsilon: 1).Credible);

    [Fact]
    public void Suspects_are_never_credible_and_the_next_take_their_place()
    {
        bool[] suspects = [true, false, false, false, false, true];
        Assert.Equal([1, 2, 3], CredibleSplit.Lowest([1, 2, 3, 4, 5, 6], 0.5, suspects).Credible);
        Assert.Equal(
            [1, 3], CredibleSplit.LowestOfEachLabel([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1], classes: 2, epsilon: 0.5, suspects).Credible);
    }

    [Fact]
    public void Where_nearly_all_are_suspects_fewer_are_credible_than_asked_for() =>
        Assert.Equal([2], CredibleSplit.Lowest([1, 2, 3, 4], 0.75, [true, true, false, true]).Credible);

    [Fact]
    public void Poisoned_samples_among_the_credible_are_counted()
    {
        IImageSource clean = Synthetic.Generate(1, SyntheticSplit.Train, 6);
        PoisonPlan plan = AllToOne.Policy.TestPopulation(clean.Labels(), new AttackGoal(1, clean.Label(1), Classes: 10, Seed: 1));
        StampedSource data = new(clean, plan, new Negative(), SampleSplit.Test, seed: 1);
        Assert.Equal(2, new CredibleSplit([0, 1, 2], [3, 4, 5]).PoisonedAmongCredible(data.IsPoisoned));
    }
}
