using Dbd.Attacks;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class PoisonPlanTests
{
    private static readonly int[] s_labels = [0, 1, 2, 3, 2];

    [Fact]
    public void The_target_is_the_one_label_that_poisoned_samples_have()
    {
        Assert.Equal(2, Tested(AllToOne.Policy).Target);
        Assert.Equal(2, Tested(CleanLabel.Policy).Target);
        Assert.Null(Tested(new AllToAll()).Target);
        Assert.Null(PoisonPlan.None(s_labels).Target);
    }

    private static PoisonPlan Tested(IPoisonPolicy policy) => policy.TestPopulation(s_labels, new AttackGoal(0.5, 2, 4, Seed: 1));
}
