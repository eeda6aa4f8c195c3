using System.ComponentModel.DataAnnotations;

using static TorchSharp.torch;

namespace Dbd.Torch.Losses;

/// <summary>A contrastive loss, one value per image.</summary>
/// <param name="features">float32 [b, 2, d]: two views an image, rows of length 1.</param>
/// <returns>float32 [b], nats.</returns>
public delegate Tensor ContrastiveLoss(Tensor features);

/// <summary>Options of <c>simclr</c> and <c>nt_xent</c>.</summary>
internal sealed record NtXentOptions
{
    /// <summary>Divides the similarities.</summary>
    [Range(0.0, 1e3, MinimumIsExclusive = true)]
    public required double Temperature { get; init; }
}

/// <summary>The normalised, temperature-scaled cross entropy between views.</summary>
/// <remarks>Chen et al., ICML 2020, equation 1. The reference's form is one-sided (only first views are anchors): it
/// differs from SimCLR's own, which is <see cref="TwoSided"/>.</remarks>
internal static class NtXent
{
    /// <summary>Anchors are the first views: log sum_{j != i} exp(s_ij) - s_{i, b + i}, s = a c^T / temperature, where c is all
    /// first views, then all second ones.</summary>
    /// <param name="features">float32 [b, 2, d], rows of length 1.</param>
    /// <param name="temperature">Above 0.</param>
    /// <returns>float32 [b], nats.</returns>
    public static Tensor OneSided(Tensor features, double temperature)
    {
        (Tensor first, Tensor second) = Views(features);
        return Anchored(first, second, temperature);
    }

    /// <summary>Both views of an image are anchors in turn; the mean of the two.</summary>
    /// <param name="features">float32 [b, 2, d], rows of length 1.</param>
    /// <param name="temperature">Above 0.</param>
    /// <returns>float32 [b], nats.</returns>
    public static Tensor TwoSided(Tensor features, double temperature)
    {
        (Tensor first, Tensor second) = Views(features);
        return (Anchored(first, second, temperature) + Anchored(second, first, temperature)) / 2;
    }

    private static (Tensor First, Tensor Second) Views(Tensor features) => (features.select(1, 0), features.select(1, 1));

    // Cross entropy with the positive as the label: unlike logsumexp - s, it stays exact where the loss is tiny.
    private static Tensor Anchored(Tensor anchors, Tensor positives, double temperature)
    {
        long images = anchors.shape[0];
        Tensor similarity = anchors.matmul(cat([anchors, positives]).t()) / temperature;    // [b, 2b]
        Tensor self = eye(images, 2 * images, ScalarType.Bool, anchors.device);
        Tensor positive = arange(images, 2 * images, ScalarType.Int64, anchors.device);
        return nn.functional.cross_entropy(similarity.masked_fill(self, double.NegativeInfinity), positive, reduction: nn.Reduction.None);
    }
}
