using Dbd.Suspicion;
using Dbd.Torch.Defenses;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

public sealed class DeliveredModelTests
{
    [Theory]
    [InlineData(Verdict.AttackFound, true, "the labels that look poisoned were left out")]
    [InlineData(Verdict.NothingStandsOut, true, "nothing was found that speaks against the labels")]
    [InlineData(Verdict.CannotTell, false, "is not known to be safe")]
    public void Whether_the_model_is_safe_follows_from_what_could_be_told(Verdict verdict, bool isSafe, string why)
    {
        DeliveredModel model = new(verdict, IsTrained: true, Accuracy: 0.8, Witness: 0.6);
        Assert.Equal(isSafe, model.IsSafe);
        Assert.Contains(why, model.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void By_a_person_s_list_it_is_as_safe_as_that()
    {
        DeliveredModel model = new(Verdict.CannotTell, IsTrained: true, Accuracy: 0.8, Witness: 0.6) { IsTold = true };
        Assert.True(model.IsSafe);
        Assert.Contains("the list that you gave", model.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_witness_that_is_more_often_right_is_not_to_be_used_all_the_same()
    {
        string weak = new DeliveredModel(Verdict.CannotTell, true, Accuracy: 0.31, Witness: 0.57).WhyNotWitness;
        Assert.StartsWith("Do not use the witness, which is right on 57.0 %", weak, StringComparison.Ordinal);
        Assert.EndsWith("a longer --budget makes it better.", weak, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "--budget", new DeliveredModel(Verdict.AttackFound, true, 0.8, 0.57).WhyNotWitness, StringComparison.Ordinal);
    }
}
