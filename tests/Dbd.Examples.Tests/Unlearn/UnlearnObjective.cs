using Dbd.Batching;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages.Unlearn;

/// <summary>Gradient ascent: what ordinary training makes small is made large.</summary>
/// <param name="network">What unlearns.</param>
/// <param name="loss">Of a prediction.</param>
/// <param name="compute">Where the network is.</param>
public sealed class UnlearnObjective(Classifier network, SampleLoss loss, Compute compute) : IObjective<HostBatch>
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
        StepResult learned = PoisonReadings.Of(loss(logits, data.Labels), logits, data);
        return learned with { Loss = -learned.Loss };
    }
}
