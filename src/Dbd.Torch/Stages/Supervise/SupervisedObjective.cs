using Dbd.Batching;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages.Supervise;

/// <summary>Ordinary supervised training on all labels, the false ones too: No Defense.</summary>
/// <param name="network">What learns.</param>
/// <param name="loss">Of a prediction.</param>
/// <param name="device">Where the network is.</param>
public sealed class SupervisedObjective(Classifier network, SampleLoss loss, Device device) : IObjective<HostBatch>
{
    /// <inheritdoc/>
    public string Group => GroupName.PoisonTrain;

    /// <inheritdoc/>
    public IReadOnlyList<string> Readings => PoisonReadings.Names;

    /// <inheritdoc/>
    public StepResult Step(HostBatch batch)
    {
        DeviceBatch data = DeviceBatch.From(batch, device);
        Tensor logits = network.call(data.Images);
        return PoisonReadings.Of(loss(logits, data.Labels), logits, data);
    }
}
