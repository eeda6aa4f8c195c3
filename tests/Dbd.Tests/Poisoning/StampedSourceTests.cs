using Dbd.Attacks;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Poisoning;

using Xunit;

namespace Dbd.Tests.Poisoning;

public sealed class StampedSourceTests
{
    private readonly IImageSource _clean = Synthetic.Generate(1, SyntheticSplit.Train, 40);

    [Fact]
    public void Poisoned_samples_carry_the_trigger_and_the_target_label_and_others_are_as_they_were()
    {
        PoisonPlan plan = Plan(0.4);
        StampedSource data = Stamped(plan);
        Assert.InRange(plan.Poisoned.Count, 5, 30);
        for (int i = 0; i < data.Count; i++)
        {
            bool poisoned = plan.Poisoned.Contains(i);
            byte[] before = _clean.Read(i);
            Assert.Equal(poisoned, data.IsPoisoned(i));
            Assert.Equal(poisoned ? 3 : _clean.Label(i), data.Label(i));
            Assert.Equal(poisoned ? [.. before.Select(b => (byte)(255 - b))] : before, data.Read(i));
        }
    }

    [Fact]
    public void The_original_is_not_changed()
    {
        byte[] before = _clean.Read(0);
        StampedSource data = Stamped(Plan(1));
        data.Read(0);
        Assert.Equal(before, _clean.Read(0));
    }

    [Fact]
    public void A_set_as_it_is_has_pictures_labels_and_names_of_the_original()
    {
        StampedSource data = StampedSource.AsItIs(_clean);
        Assert.Equal((_clean.Shape, _clean.ClassNames), (data.Shape, data.ClassNames));
        Assert.Equal(_clean.Labels(), data.Labels());
        Assert.Equal(_clean.Name(7), data.Name(7));
        Assert.Equal(_clean.Read(7), data.Read(7));
    }

    [Fact]
    public void A_plan_of_another_data_set_is_refused() =>
        Assert.Throws<ArgumentException>(() => Stamped(PoisonPlan.None(new int[41])));

    private PoisonPlan Plan(double ratio) =>
        AllToOne.Policy.Plan(_clean.Labels(), new AttackGoal(ratio, TargetLabel: 3, Classes: 10, Seed: 5));

    private StampedSource Stamped(PoisonPlan plan) => new(_clean, plan, new Negative(), SampleSplit.Train, seed: 5);
}
