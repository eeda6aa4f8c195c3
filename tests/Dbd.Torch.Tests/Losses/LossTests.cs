using CsCheck;

using Dbd.Torch.Losses;

using TorchSharp;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Losses;

public sealed class LossTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Contrastive_loss_of_equal_features_is_the_log_of_the_other_views(int images)
    {
        Tensor equal = nn.functional.normalize(ones(images, 2, 5), dim: 2);
        double expected = Math.Log(2 * images - 1);
        Assert.All(NtXent.OneSided(equal, 0.5).Doubles(), loss => Assert.Equal(expected, loss, 5));
        Assert.All(NtXent.TwoSided(equal, 0.5).Doubles(), loss => Assert.Equal(expected, loss, 5));
    }

    [Fact]
    public void Only_the_two_sided_contrastive_loss_is_symmetric_in_the_views()
    {
        random.manual_seed(1);
        Tensor features = nn.functional.normalize(randn(6, 2, 8), dim: 2);
        Tensor exchanged = features.flip(1);
        Assert.Equal(NtXent.TwoSided(features, 0.5).sum().ToDouble(), NtXent.TwoSided(exchanged, 0.5).sum().ToDouble(), 4);
        Assert.NotEqual(NtXent.OneSided(features, 0.5).sum().ToDouble(), NtXent.OneSided(exchanged, 0.5).sum().ToDouble(), 4);
    }

    [Fact]
    public void Cross_entropy_of_even_logits_is_the_log_of_the_number_of_classes() =>
        Assert.All(CrossEntropy.PerSample(zeros(3, 10), tensor([0L, 4, 9])).Doubles(), loss => Assert.Equal(Math.Log(10), loss, 5));

    [Fact]
    public void Reverse_cross_entropy_is_bounded_where_cross_entropy_is_not()
    {
        Tensor wrong = tensor([1000f, 0f], [1, 2]);
        Assert.True(CrossEntropy.PerSample(wrong, tensor([1L])).ToDouble() > 900);
        Assert.Equal(-Math.Log(1e-4), SymmetricCrossEntropy.PerSample(wrong, tensor([1L]), alpha: 0, beta: 1).ToDouble(), 3);
    }

    [Fact]
    public void Interleaving_twice_is_the_identity() => Gen.Select(Gen.Int[1, 300], Gen.Int[3, 6]).Sample((size, batches) =>
    {
        long[] order = Interleave.Indices(size, batches);
        return Enumerable.Range(0, batches * size).All(row => order[order[row]] == row);
    });

    [Fact]
    public void Each_forward_pass_of_interleaved_rows_holds_all_three_batches()
    {
        const int size = 64;
        int[] batches = [.. Interleave.Indices(size).Select(row => (int)row / size)];
        for (int pass = 0; pass < 3; pass++)
            Assert.Equal(pass == 0 ? 3 : 2, batches[(pass * size)..((pass + 1) * size)].Distinct().Count());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(95, 7.5)]
    [InlineData(190, 15)]
    [InlineData(400, 15)]
    public void The_weight_of_the_unlabeled_loss_rises_to_its_end(double epoch, double weight) =>
        Assert.Equal(weight, MixMatchLoss.Weight(epoch, new MixMatchLossOptions { LambdaU = 15, RampupLength = 190 }), 9);

    [Fact]
    public void Without_a_ramp_the_weight_is_whole_from_the_first_step() =>
        Assert.Equal(75, MixMatchLoss.Weight(0, new MixMatchLossOptions { RampupLength = 0 }));

    [Fact]
    public void Sharpening_keeps_certainty_and_evenness()
    {
        Tensor sharp = GuessedLabels.Sharpen(tensor([1f, 0f, 0.5f, 0.5f], [2, 2]), temperature: 0.5);
        Assert.Equal([1, 0, 0.5, 0.5], sharp.Doubles());
    }
}
