using System.ComponentModel.DataAnnotations;

using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>Options of <see cref="RandomGrayscale"/>.</summary>
internal sealed record RandomGrayscaleOptions
{
    /// <summary>Probability of losing the colours, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double P { get; init; } = 0.1;
}

/// <summary>Takes the colours away with a given probability; three equal channels remain.</summary>
/// <remarks>torchvision 0.14, <c>RandomGrayscale</c>. What is drawn: whether to do it.</remarks>
/// <param name="options">The options.</param>
internal sealed class RandomGrayscale(RandomGrayscaleOptions options) : DrawnAugmentation<bool>
{
    /// <inheritdoc/>
    public override bool Draw(ref Rng rng, ImageShape shape) => rng.Chance(options.P);

    /// <inheritdoc/>
    public override void Apply(PixelBuffer image, bool parameters)
    {
        if (parameters)
            Colour.ToGrey(image.Pixels);
    }
}
