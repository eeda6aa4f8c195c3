using Dbd.Torch.Networks;

using static TorchSharp.torch;

namespace Dbd.Torch.Crafting;

/// <summary>Projected gradient ascent on the loss: pictures that look the same, and that a model no longer recognises.</summary>
/// <remarks>Madry, Makelov, Schmidt, Tsipras, Vladu, "Towards Deep Learning Models Resistant to Adversarial Attacks", ICLR 2018,
/// section 2.1, in the largest change of a pixel; from the picture itself, with no random start, as the public Label-Consistent
/// attacks.</remarks>
/// <param name="Eps">The most that a pixel changes, in (0, 1].</param>
/// <param name="Alpha">What a step changes it by, in (0, 1].</param>
/// <param name="Steps">How many steps.</param>
internal sealed record ProjectedGradient(double Eps, double Alpha, int Steps)
{
    /// <summary>Makes pictures whose cross entropy with their true label is high.</summary>
    /// <param name="network">In evaluation mode: normalised images to logits.</param>
    /// <param name="images">float32 [B, 3, H, W], in [0, 1].</param>
    /// <param name="labels">int64 [B], the true ones.</param>
    /// <param name="normalize">Pictures in [0, 1] to what the network takes.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>float32 [B, 3, H, W], in [0, 1], within <see cref="Eps"/> of the images.</returns>
    public Tensor Deceive(
        Classifier network, Tensor images, Tensor labels, Func<Tensor, Tensor> normalize, CancellationToken cancellation)
    {
        Tensor deceiving = images.clone();
        for (int step = 0; step < Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using IDisposable scope = NewDisposeScope();
            Tensor next = Step(deceiving, images, SignOfGradient(network, deceiving, labels, normalize));
            deceiving.Dispose();
            deceiving = next.MoveToOuterDisposeScope();
        }
        return deceiving;
    }

    /// <summary>One step up the loss, and back to what is allowed.</summary>
    /// <param name="deceiving">Where the last step ended.</param>
    /// <param name="images">Where the first began.</param>
    /// <param name="signs">Signs of the loss's gradient: -1, 0 or 1.</param>
    internal Tensor Step(Tensor deceiving, Tensor images, Tensor signs)
    {
        Tensor change = (deceiving + signs * Alpha - images).clamp(-Eps, Eps);
        return (images + change).clamp(0, 1);
    }

    /// <summary>Pictures as bytes: towards zero.</summary>
    /// <param name="images">float32, in [0, 1].</param>
    /// <returns>uint8, of the same shape.</returns>
    internal static Tensor ToBytes(Tensor images) => (images * 255).clamp(0, 255).to(ScalarType.Byte);

    private static Tensor SignOfGradient(Classifier network, Tensor images, Tensor labels, Func<Tensor, Tensor> normalize)
    {
        Tensor free = images.detach().requires_grad_();
        Tensor loss = nn.functional.cross_entropy(network.call(normalize(free)), labels, reduction: nn.Reduction.Sum);
        return autograd.grad([loss], [free])[0].sign();
    }
}
