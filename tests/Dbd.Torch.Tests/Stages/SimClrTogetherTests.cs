using Dbd.Batching;
using Dbd.Randomness;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages.SimClr;
using Dbd.Torch.Tests.Runtime;
using Dbd.Torch.Training;

using TorchSharp;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Stages;

public sealed class SimClrTogetherTests
{
    [Fact]
    public void The_references_mean_of_gradients_is_the_exact_one_divided_by_the_processes()
    {
        using ContrastiveNetwork network = TinyData.Contrastive();
        float[] exact = Gradient(network, GatheredGradient.Exact);
        float[] averaged = Gradient(network, GatheredGradient.Averaged);
        Assert.Contains(exact, g => Math.Abs(g) > 1e-3);
        Assert.All(exact.Zip(averaged), pair => Assert.Equal(pair.First / 2, pair.Second, 1e-5f));
    }

    [Fact]
    public void A_vote_of_one_counts_for_all_and_reports_come_when_the_first_wants_them()
    {
        Assert.Equal(new StepVote(true, Reports: false, Images: 6), StepVote.Of(new TwinGroup(), stops: true, reports: false, images: 3));
        Assert.False(StepVote.Of(new Numbered(rank: 1, size: 2), stops: false, reports: true, images: 3).Reports);
        Assert.Equal(new StepVote(true, true, 3), StepVote.Of(Alone.Instance, stops: true, reports: true, images: 3));
    }

    private static float[] Gradient(ContrastiveNetwork network, GatheredGradient gradient)
    {
        using IDisposable scope = NewDisposeScope();
        network.zero_grad();
        using HostBatch half = TinyData.Loader(TinyData.Poisoned(), batchSize: 24, share: new Share(0, 2))
            .Fill(Sampler.Sequential(48), step: 0, Purpose.Augmentation, epoch: 1, views: 2);
        SimClrObjective objective = new(
            network, f => NtXent.OneSided(f, 0.5), Compute.OnCpu with { Group = new TwinGroup() }, gradient);
        StepResult step = objective.Step(half);
        Assert.Equal(12, step.Counts.ToDouble());
        step.Loss.backward();
        return [.. network.parameters().SelectMany(p => p.grad!.data<float>().ToArray())];
    }
}
