using System.ComponentModel.DataAnnotations;

using static TorchSharp.torch;

namespace Dbd.Torch.Losses;

/// <summary>A classification loss, one value per sample; the caller takes the mean.</summary>
/// <param name="logits">float32 [B, classes], unnormalised.</param>
/// <param name="labels">int64 [B], in [0, classes).</param>
/// <returns>float32 [B], nats.</returns>
public delegate Tensor SampleLoss(Tensor logits, Tensor labels);

/// <summary>Options of <c>cross_entropy</c>.</summary>
internal sealed record CrossEntropyOptions
{
    /// <summary>As the reference's files have it; means over samples are taken in any case.</summary>
    [AllowedValues("mean")]
    public string Reduction { get; init; } = "mean";
}

/// <summary>Cross entropy of logits and labels.</summary>
internal static class CrossEntropy
{
    /// <summary>- log softmax(<paramref name="logits"/>) at the label.</summary>
    /// <param name="logits">float32 [B, classes], unnormalised.</param>
    /// <param name="labels">int64 [B], in [0, classes).</param>
    /// <returns>float32 [B], nats.</returns>
    public static Tensor PerSample(Tensor logits, Tensor labels) =>
        nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.None);
}
