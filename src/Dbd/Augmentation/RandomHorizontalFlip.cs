using System.ComponentModel.DataAnnotations;

using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>Options of <see cref="RandomHorizontalFlip"/>.</summary>
internal sealed record RandomHorizontalFlipOptions
{
    /// <summary>Probability of a flip, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double P { get; init; } = 0.5;
}

/// <summary>Mirrors a picture left to right with a given probability.</summary>
/// <remarks>torchvision 0.14, <c>RandomHorizontalFlip</c>. What is drawn: whether to flip.</remarks>
/// <param name="options">The options.</param>
internal sealed class RandomHorizontalFlip(RandomHorizontalFlipOptions options) : DrawnAugmentation<bool>
{
    /// <inheritdoc/>
    public override bool Draw(ref Rng rng, ImageShape shape) => rng.Chance(options.P);

    /// <inheritdoc/>
    public override void Apply(PixelBuffer image, bool parameters)
    {
        if (parameters)
            Geometry.FlipHorizontally(image);
    }
}
