using System.ComponentModel.DataAnnotations;

using static TorchSharp.torch;

namespace Dbd.Torch.Losses;

/// <summary>Options of <c>sce</c>.</summary>
internal sealed record SymmetricCrossEntropyOptions
{
    /// <summary>Weight of cross entropy.</summary>
    [Range(0.0, 1e6)]
    public double Alpha { get; init; } = 0.1;

    /// <summary>Weight of reverse cross entropy.</summary>
    [Range(0.0, 1e6)]
    public double Beta { get; init; } = 1;

    /// <summary>Number of classes; must equal the configuration's own <c>num_classes</c>.</summary>
    [Range(2, 100_000)]
    public int? NumClasses { get; init; }
}

/// <summary>Symmetric cross entropy: cross entropy, and the same with prediction and label in exchanged roles, which does not
/// grow without bound on a false label. DBD ranks training samples by it.</summary>
/// <remarks>Wang et al., "Symmetric Cross Entropy for Robust Learning with Noisy Labels", ICCV 2019, equation 7;
/// DBD, figure 2, second stage.</remarks>
internal static class SymmetricCrossEntropy
{
    private const double SmallestProbability = 1e-7;
    private const double SmallestLabel = 1e-4;

    /// <summary>alpha * CE + beta * RCE, RCE = - sum_k clamp(p_k, 1e-7, 1) log clamp(onehot_k, 1e-4, 1).</summary>
    /// <param name="logits">float32 [B, classes], unnormalised.</param>
    /// <param name="labels">int64 [B], in [0, classes).</param>
    /// <param name="alpha">Weight of cross entropy.</param>
    /// <param name="beta">Weight of reverse cross entropy.</param>
    /// <returns>float32 [B], nats.</returns>
    public static Tensor PerSample(Tensor logits, Tensor labels, double alpha, double beta)
    {
        Tensor probability = nn.functional.softmax(logits, 1).clamp(SmallestProbability, 1);
        Tensor label = nn.functional.one_hot(labels, logits.shape[1]).to(logits.dtype).clamp(SmallestLabel, 1);
        Tensor reverse = -(probability * label.log()).sum(1);
        return alpha * CrossEntropy.PerSample(logits, labels) + beta * reverse;
    }
}
