using Dbd.Batching;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages;

/// <summary>Ordinary supervised training on the labels that the batches have.</summary>
/// <param name="network">What learns.</param>
/// <param name="loss">Of a prediction.</param>
/// <param name="compute">Where the network is.</param>
internal sealed class SupervisedObjective(Classifier network, SampleLoss loss, Compute compute) : IObjective<HostBatch>
{
    /// <inheritdoc/>
    public string Group => GroupName.PoisonTrain;

    /// <inheritdoc/>
    public IReadOnlyList<string> Readings => PoisonReadings.Names;

    /// <inheritdoc/>
    public StepResult Step(HostBatch batch)
    {
        DeviceBatch data = DeviceBatch.From(batch, compute.Device);
        Tensor logits = network.call(data.Images);
        return PoisonReadings.Of(loss(logits, data.Labels), logits, data);
    }
}
