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
internal sealed class SimClrObjective(ContrastiveNetwork network, ContrastiveLoss loss, Compute compute) : IObjective<HostBatch>
{
    /// <inheritdoc/>
    public string Group => GroupName.SelfTrain;

    /// <inheritdoc/>
    public IReadOnlyList<string> Readings => [ReadingName.Loss];

    /// <inheritdoc/>
    public StepResult Step(HostBatch batch)
    {
        DeviceBatch data = DeviceBatch.From(batch, compute.Device);
        Tensor features = network.call(data.Images).view(batch.Count, 2, -1);   // both views in one pass, side by side
        Tensor losses = loss(features);
        return new StepResult(losses.mean(), losses.detach().sum().view(1), full(1, batch.Count, device: compute.Device));
    }
}
