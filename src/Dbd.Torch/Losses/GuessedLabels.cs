using static TorchSharp.torch;

namespace Dbd.Torch.Losses;

/// <summary>MixMatch's guess of an unlabeled image's label.</summary>
/// <remarks>Berthelot et al. 2019, sections 3.2 and 3.3.</remarks>
internal static class GuessedLabels
{
    /// <summary>The mean prediction over two views.</summary>
    /// <param name="first">float32 [B, classes], logits of the first view.</param>
    /// <param name="second">float32 [B, classes], logits of the second view.</param>
    /// <returns>float32 [B, classes], rows sum to 1.</returns>
    public static Tensor Average(Tensor first, Tensor second) =>
        (nn.functional.softmax(first, 1) + nn.functional.softmax(second, 1)) / 2;

    /// <summary>Lowers the entropy: p^(1/T), rows renormalised.</summary>
    /// <param name="probability">float32 [B, classes], rows sum to 1.</param>
    /// <param name="temperature">T, above 0; below 1 sharpens.</param>
    /// <returns>float32 [B, classes], rows sum to 1.</returns>
    public static Tensor Sharpen(Tensor probability, double temperature)
    {
        Tensor powered = probability.pow(1 / temperature);
        return powered / powered.sum(1, keepdim: true);
    }
}
