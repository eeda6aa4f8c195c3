using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class HeldOutSuspectsTests
{
    // Of label 1 the middle of the witness's losses is 3; label 0 does not stand out.
    private static readonly Evidence s_training = new()
    {
        Labels = [0, 0, 1, 1, 1, 1, 1],
        Classes = 2,
        EarlyLosses = [9, 9, 1, 2, 3, 4, 5],
        EarlyNeighbours = new float[7],
        Losses = new float[7],
        Believed = new int[7],
        LabelProbabilities = new float[7],
        Neighbours = new float[7],
    };

    [Fact]
    public void Where_a_label_stands_out_what_is_contradicted_and_fits_the_witness_early_looks_poisoned() => Assert.Equal(
        [1],
        HeldOutSuspects.Of(
            s_training,
            [new ClassDoubt(2, 0, 0, 0), new ClassDoubt(5, 3, 3, 0) { Standing = Standing.EarlyAndContradicted, Poisoned = 3 }],
            // Another label; the one; believed; late; of the middle loss.
            new HeldOutEvidence([0, 1, 1, 1, 1], [1, 2, 2, 4, 3], [1, 0, 1, 0, 0], [0, 0.5f, 0.9f, 0, 0])));

    [Fact]
    public void Where_the_witness_was_blind_what_is_surely_contradicted_does() => Assert.Equal(
        [0],
        HeldOutSuspects.Of(
            s_training,
            [new ClassDoubt(2, 0, 0, 0), new ClassDoubt(5, 3, 0, 3) { Standing = Standing.Contradicted, Poisoned = 3 }],
            new HeldOutEvidence([1, 1, 1], [9, 9, 1], [0, 0, 1], [0.05f, 0.2f, 0.01f])));

    [Fact]
    public void Where_the_training_samples_are_of_two_kinds_who_is_of_the_one_fitted_at_once_does_whatever_the_judge_believes() =>
        Assert.Equal(
            [0],
            HeldOutSuspects.Of(
                s_training with { Labels = [0, 1, 1, 1, 1, 1, 1], EarlyLosses = [9, 1e-4f, 1e-4f, 1e-4f, 1, 1, 1] },
                [
                    new ClassDoubt(1, 0, 0, 0),
                    new ClassDoubt(6, 0, 0, 0) { Standing = Standing.FittedAtOnce, Poisoned = 3, IsOfTwoKinds = true },
                ],
                // Of the one kind; of the other; another label.
                new HeldOutEvidence([1, 1, 0], [2e-4f, 0.5f, 1e-4f], [1, 1, 0], [1, 1, 1])));

    [Fact]
    public void Where_no_label_stands_out_nothing_does() => Assert.Empty(
        HeldOutSuspects.Of(
            s_training, [new ClassDoubt(2, 0, 0, 0), new ClassDoubt(5, 3, 3, 3)],
            new HeldOutEvidence([0, 1], [0, 0], [1, 0], [0, 0])));
}
