using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Abl;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Stages.Abl;

public sealed class AblStageTests : IDisposable
{
    private readonly TinyRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void It_isolates_trains_unlearns_and_resumes_to_the_bit(int epoch)
    {
        _runs.Run("abl");
        byte[] whole = File.ReadAllBytes(_runs.Latest("abl"));
        EpochRanking isolation = Assert.Single(EpochRanking.KeptBy(_runs.Storage("abl", "record"), TinyRuns.TrainImages));
        // The 32 of lowest loss, and no others.
        int[] isolated = [.. Enumerable.Range(0, TinyRuns.TrainImages).Where(i => !isolation.Credible[i])];
        Assert.Equal(32, isolated.Length);
        IEnumerable<int> others = Enumerable.Range(0, TinyRuns.TrainImages).Except(isolated);
        Assert.True(isolated.Max(i => isolation.Losses[i]) <= others.Min(i => isolation.Losses[i]));

        using Stopper stopper = new(epoch);
        StageRequest request = _runs.Request("abl") with { Resume = "False" };
        Assert.Throws<OperationCanceledException>(() => TinyRuns.Run("abl", request, [stopper], stopper.Token));
        _runs.Run("abl");
        Assert.Equal(whole, File.ReadAllBytes(_runs.Latest("abl")));
    }

    [Fact]
    public void What_was_isolated_is_not_trained_in_the_second_part_and_is_forgotten_in_the_third()
    {
        _runs.Run("abl", "unlearn_epochs=3", "optimizer.SGD.lr=0.05");
        RunRecord record = RunRecord.At(_runs.Saved("abl", "log", RunRecord.FileName));
        double[] losses = [.. record.Done.Select(e => e.Of(new Measure(GroupName.PoisonTrain, ReadingName.Loss))!.Value)];
        Assert.Equal(6, losses.Length);
        Assert.True(losses[5] > losses[3], $"{losses[5]} is not above {losses[3]}");
    }

    // Losses 0.2 and 0.9 at gamma 0.5: (-0.2 + 0.9) / 2; and the gradient has these signs.
    [Fact]
    public void Local_gradient_ascent_pushes_a_loss_towards_gamma()
    {
        using IDisposable _ = NewDisposeScope();
        Tensor losses = tensor(new[] { 0.2f, 0.9f, 0.5f }, requires_grad: true);
        Tensor signed = (SignedObjective.LocalSign(losses, 0.5) * losses).sum();
        signed.backward();
        Assert.Equal(0.7f, signed.item<float>(), 5);
        Assert.Equal([-1f, 1f, 0f], losses.grad!.data<float>().ToArray());
    }
}
