using Dbd.Batching;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages.SimClr;

/// <summary>Stage 1: two views of an image shall lie close to each other and far from all others. No label is read, so a
/// false one cannot draw a poisoned image to the target class.</summary>
/// <remarks>DBD, figure 2, first stage; Chen et al., ICML 2020.</remarks>
/// <param name="network">What learns.</param>
/// <param name="loss">Contrasts views.</param>
/// <param name="compute">Where the network is.</param>
/// <param name="gradient">What becomes of the gradients of several processes.</param>
internal sealed class SimClrObjective(
    ContrastiveNetwork network, ContrastiveLoss loss, Compute compute, GatheredGradient gradient = GatheredGradient.Exact)
    : IObjective<HostBatch>
{
    /// <inheritdoc/>
    public string Group => GroupName.SelfTrain;

    /// <inheritdoc/>
    public IReadOnlyList<string> Readings => [ReadingName.Loss];

    /// <inheritdoc/>
    public StepResult Step(HostBatch batch)
    {
        DeviceBatch data = DeviceBatch.From(batch, compute.Device);
        Tensor projected = network.call(data.Images);
        Tensor features = projected.view(batch.Count, 2, projected.shape[1]);   // both views in one pass, side by side
        if (compute.Group.Size > 1)
            return Together(features, batch.Whole);
        Tensor losses = loss(features);
        return new StepResult(losses.mean(), losses.detach().sum().view(1), full(1, batch.Count, device: compute.Device));
    }

    // Each image is contrasted with those of all processes. The gradient that reaches this process's own features, summed over all
    // processes, is the one of the whole batch: dL/dw = sum over processes of dL/df * df/dw.
    private StepResult Together(Tensor own, int whole)
    {
        IProcessGroup group = compute.Group;
        (int from, int to) = new Share(group.Rank, group.Size).Of(whole);
        Tensor all = group.Gather(own.detach());
        Tensor losses = loss(cat([all[..from], own, all[to..]]));
        Tensor minimised = gradient == GatheredGradient.Averaged ? losses.mean() / group.Size : losses.mean();
        return new StepResult(minimised, losses.detach()[from..to].sum().view(1), full(1, to - from, device: compute.Device));
    }
}
