using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>Options of <see cref="CenterCrop"/>.</summary>
internal sealed record CenterCropOptions : ISized
{
    /// <summary>Side of the square, or [height, width].</summary>
    public required SizeOption Size { get; init; }

    object ISized.WithSize(int side) => this with { Size = new SizeOption(side) };
}

/// <summary>Cuts the middle out of a picture; a smaller picture is padded with black.</summary>
/// <remarks>torchvision 0.14, <c>CenterCrop</c>.</remarks>
/// <param name="options">The options.</param>
internal sealed class CenterCrop(CenterCropOptions options) : IAugmentation
{
    /// <inheritdoc/>
    public bool IsRandom => false;

    /// <inheritdoc/>
    public bool MakesSize => true;

    /// <inheritdoc/>
    public ImageShape OutputShape(ImageShape input) => options.Size.Square;

    /// <inheritdoc/>
    public void Apply(PixelBuffer image, ref Rng rng) => Geometry.CenterCrop(image, options.Size.Square);
}
