using Dbd.Batching;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>Stage 2, warmup: a linear layer learns all labels on the features of a frozen backbone.</summary>
/// <remarks>DBD, figure 2, second stage. As in the reference "frozen" means that features are computed without gradient; the network is in
/// training mode, so that the backbone's BatchNorm statistics still move.</remarks>
/// <param name="network">Its linear layer learns.</param>
/// <param name="loss">Of a prediction; symmetric cross entropy in the paper.</param>
/// <param name="compute">Where the network is.</param>
internal sealed class LinearHead(Classifier network, SampleLoss loss, Compute compute) : IObjective<HostBatch>
{
    /// <inheritdoc/>
    public string Group => GroupName.PoisonTrain;

    /// <inheritdoc/>
    public IReadOnlyList<string> Readings => PoisonReadings.Names;

    /// <inheritdoc/>
    public StepResult Step(HostBatch batch)
    {
        DeviceBatch data = DeviceBatch.From(batch, compute.Device);
        Tensor logits = network.LogitsOf(FrozenFeatures(data.Images));
        return PoisonReadings.Of(loss(logits, data.Labels), logits, data);
    }

    private Tensor FrozenFeatures(Tensor images)
    {
        using IDisposable _ = no_grad();
        return network.FeaturesOf(images);
    }
}
