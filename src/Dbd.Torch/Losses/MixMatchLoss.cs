using System.ComponentModel.DataAnnotations;

using static TorchSharp.torch;

namespace Dbd.Torch.Losses;

/// <summary>Options of <c>mixmatch</c>.</summary>
public sealed record MixMatchLossOptions
{
    /// <summary>Final weight of the unlabeled loss.</summary>
    [Range(0.0, 1e6)]
    public double LambdaU { get; init; } = 75;

    /// <summary>Epochs until the weight is reached, counted over warmup and semi together; 0 has it from the first step.</summary>
    [Range(0.0, 1e6)]
    public required double RampupLength { get; init; }
}

/// <summary>The two terms of MixMatch and the weight between them.</summary>
/// <remarks>Berthelot et al., "MixMatch: A Holistic Approach to Semi-Supervised Learning", NeurIPS 2019, equations 2 to 5.</remarks>
internal static class MixMatchLoss
{
    /// <summary>Lx: cross entropy with soft labels, per sample.</summary>
    /// <param name="logits">float32 [B, classes], unnormalised.</param>
    /// <param name="targets">float32 [B, classes], rows sum to 1.</param>
    /// <returns>float32 [B], nats.</returns>
    public static Tensor Labeled(Tensor logits, Tensor targets) =>
        -(nn.functional.log_softmax(logits, 1) * targets).sum(1);

    /// <summary>Lu: squared error of the prediction, the mean over classes, per sample.</summary>
    /// <param name="logits">float32 [B, classes], unnormalised.</param>
    /// <param name="targets">float32 [B, classes], rows sum to 1.</param>
    /// <returns>float32 [B].</returns>
    public static Tensor Unlabeled(Tensor logits, Tensor targets) =>
        (nn.functional.softmax(logits, 1) - targets).square().mean([1]);

    /// <summary>The weight of Lu: lambda_u * clip(epoch / rampup_length, 0, 1).</summary>
    /// <param name="epoch">Epochs behind us, fractional, warmup included.</param>
    /// <param name="options">Final weight and ramp.</param>
    public static double Weight(double epoch, MixMatchLossOptions options) =>
        options.LambdaU * (options.RampupLength == 0 ? 1 : Math.Clamp(epoch / options.RampupLength, 0, 1));
}
