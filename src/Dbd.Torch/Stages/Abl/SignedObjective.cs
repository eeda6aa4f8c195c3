using Dbd.Batching;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages.Abl;

/// <summary>Supervised training with another sign where it is wanted.</summary>
/// <param name="network">What learns.</param>
/// <param name="loss">Of a prediction.</param>
/// <param name="sign">What a sample's loss, float32 [B], is multiplied by.</param>
/// <param name="compute">Where the network is.</param>
internal sealed class SignedObjective(Classifier network, SampleLoss loss, Func<Tensor, Tensor> sign, Compute compute)
    : IObjective<HostBatch>
{
    /// <inheritdoc/>
    public string Group => GroupName.PoisonTrain;

    /// <inheritdoc/>
    public IReadOnlyList<string> Readings => PoisonReadings.Names;

    /// <summary>Local gradient ascent: a loss below <paramref name="gamma"/> is made larger, one above smaller.</summary>
    /// <remarks>Li et al. 2021, equation 4.</remarks>
    /// <param name="network">What learns.</param>
    /// <param name="loss">Of a prediction.</param>
    /// <param name="gamma">Nats.</param>
    /// <param name="compute">Where the network is.</param>
    public static SignedObjective Local(Classifier network, SampleLoss loss, double gamma, Compute compute) =>
        new(network, loss, losses => LocalSign(losses, gamma), compute);

    /// <summary>The signs of local gradient ascent.</summary>
    /// <param name="losses">float32 [B], nats.</param>
    /// <param name="gamma">Nats.</param>
    /// <returns>float32 [B]: -1 below gamma, 1 above.</returns>
    public static Tensor LocalSign(Tensor losses, double gamma) => (losses.detach() - gamma).sign();

    /// <summary>Gradient ascent: what was learned is forgotten.</summary>
    /// <remarks>Li et al. 2021, equation 5, its second term.</remarks>
    /// <param name="network">What learns.</param>
    /// <param name="loss">Of a prediction.</param>
    /// <param name="compute">Where the network is.</param>
    public static SignedObjective Ascent(Classifier network, SampleLoss loss, Compute compute) =>
        new(network, loss, losses => -ones_like(losses), compute);

    /// <inheritdoc/>
    public StepResult Step(HostBatch batch)
    {
        DeviceBatch data = DeviceBatch.From(batch, compute.Device);
        Tensor logits = network.call(data.Images);
        Tensor losses = loss(logits, data.Labels);
        return PoisonReadings.Of(losses, logits, data) with { Loss = data.Mean(sign(losses) * losses) };
    }
}
