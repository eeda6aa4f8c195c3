using Dbd.Suspicion;
using Dbd.Torch.Stages.Asd;

using Xunit;

namespace Dbd.Torch.Tests.Stages.Asd;

public sealed class DataPoolsTests
{
    // Two labels; samples 0 and 5 are seeds, and lose none of their place by a high loss.
    private static readonly int[] s_labels = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
    private static readonly float[] s_losses = [9, 4, 3, 2, 1, 9, 8, 7, 6, 5];

    [Theory]
    [InlineData(1, new[] { 0, 5 })]
    [InlineData(2, new[] { 0, 5 })]
    [InlineData(3, new[] { 0, 4, 5, 9 })]
    [InlineData(5, new[] { 0, 3, 4, 5, 8, 9 })]
    [InlineData(99, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    public void It_grows_by_the_lowest_losses_of_each_class_every_so_many_epochs(int epoch, int[] clean)
    {
        CredibleSplit split = Pools().ByClass(s_losses, epoch);
        Assert.Equal(clean, split.Credible);
        Assert.Equal(Enumerable.Range(0, 10).Except(clean), split.Others);
    }

    // Four of ten, of all classes together: those of label 0; and the seeds.
    [Fact]
    public void By_loss_it_has_the_share_of_lowest_loss_whatever_the_class() =>
        Assert.Equal([0, 1, 2, 3, 4, 5], Pools().ByLoss(s_losses).Credible);

    // After a copy was trained on all labels the losses of 6 to 9 are down by 7, those of 1 to 3 by a half, that of 4 is up.
    [Fact]
    public void By_reduction_it_has_the_share_whose_loss_fell_least()
    {
        float[] after = [1, 3.5f, 2.5f, 1.5f, 2, 1, 1, 0, -1, -2];
        Assert.Equal([0, 1, 2, 3, 4, 5], Pools().ByReduction(s_losses, after).Credible);
    }

    private static DataPools Pools() => new(
        new ClassSplitOptions { NumEpochs = 9, Every = 2, More = 1 },
        new LossSplitOptions { NumEpochs = 1, Share = 0.4 },
        new MetaSplitOptions { NumEpochs = 1, Share = 0.4 },
        s_labels, [0, 5]);
}
