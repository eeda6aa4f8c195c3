using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class DetectionTests
{
    private const int Target = 1;

    // 2,000 samples in order of suspicion: the first 300 and the last 100 are poisoned, 50 covers come after the 300; the first 320 are
    // suspected. All those before sample 600 have the target label, and so have the poisoned ones at the end.
    private static readonly Suspect[] s_suspects =
        [.. Enumerable.Range(0, 2000).Select(i => new Suspect(i, i < 600 || i >= 1900 ? Target : 0, 0, 1 - i / 2000.0, i < 320))];

    private static readonly KnownAttack s_known = new(i => i is < 300 or >= 1900, i => i is >= 300 and < 350, Target);

    [Fact]
    public void What_is_found_is_compared_with_what_is_known()
    {
        Detection found = Detection.Of(s_suspects, s_known, named: Target);
        Assert.Equal((2000, 400, 320, 300), (found.Samples, found.Poisoned, found.Suspected, found.PoisonedAmongSuspected));
        Assert.Equal((50, 20), (found.Covers, found.CoversAmongSuspected));
        // 300 of 400 are above, 100 below all 1,600 others.
        Assert.Equal(0.75, found.Auroc, 12);
        Assert.Equal(20.0 / 1600, found.FalsePositiveRate);
        Assert.Equal(
            [(0.001, 0.75), (0.005, 0.75), (0.01, 0.75)],
            found.TruePositiveRates.Select(r => (r.FalsePositiveRate, r.TruePositiveRate)));
        // The target label has 700 samples.
        Assert.Equal([(250, 1.0), (500, 0.6)], found.PrecisionsInTarget.Select(p => (p.First, p.Precision)));
        Assert.True(found.IsTargetNamed);
    }

    [Fact]
    public void The_order_of_the_list_means_nothing()
    {
        Detection found = Detection.Of(s_suspects, s_known, named: null);
        Detection backwards = Detection.Of([.. s_suspects.Reverse()], s_known, named: null);
        Assert.Equivalent(found, backwards, strict: true);
    }

    [Fact]
    public void It_is_told_in_sentences() => Assert.Equal(
        [
            "400 of 2,000 samples are poisoned: AUROC 0.7500; recall 0.250 in the top 5 %, 0.500 in the top 10 %; "
                + "300 of 320 suspected ones are poisoned.",
            "TPR 0.750 at FPR 0.1 %, 0.750 at FPR 0.5 %, 0.750 at FPR 1 %; 1.25 % of those that are not poisoned are suspected.",
            "Poisoned of the most suspicious samples of the target label: 100.0 % of 250, 60.0 % of 500.",
            "20 of 50 covers are suspected.",
            "The target label does not stand out.",
        ],
        Detection.Of(s_suspects, s_known, named: 0).Sentences);

    [Fact]
    public void Where_there_is_no_one_target_nothing_is_told_of_it()
    {
        Detection found = Detection.Of(s_suspects, s_known with { Target = null }, named: Target);
        Assert.Empty(found.PrecisionsInTarget);
        Assert.Null(found.IsTargetNamed);
        Assert.DoesNotContain(found.Sentences, s => s.Contains("target", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nothing_is_poisoned_no_target_is_to_be_named()
    {
        Detection found = Detection.Of(s_suspects, s_known with { IsPoisoned = _ => false }, named: Target);
        Assert.Null(found.IsTargetNamed);
        Assert.Equal(["No sample is poisoned; 320 of 2,000 are suspected."], found.Sentences);
    }
}
