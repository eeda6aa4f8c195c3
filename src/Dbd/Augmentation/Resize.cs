using System.ComponentModel.DataAnnotations;

using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>Options of <see cref="Resize"/>.</summary>
internal sealed record ResizeOptions : ISized
{
    /// <summary>Length of the shorter side, the aspect ratio being kept; or [height, width].</summary>
    public required SizeOption Size { get; init; }

    object ISized.WithSize(int side) => this with { Size = new SizeOption(side) };

    /// <summary>2 = bilinear, 3 = bicubic.</summary>
    [AllowedValues(2, 3)]
    public int Interpolation { get; init; } = 2;
}

/// <summary>Resizes a picture.</summary>
/// <remarks>torchvision 0.14, <c>Resize</c>; antialiased, as always on PIL pictures.</remarks>
/// <param name="options">The options.</param>
internal sealed class Resize(ResizeOptions options) : IAugmentation
{
    // Two pixels of the picture for each of the result: averaging hides what decoding at a reduced size did.
    private const int Gap = 2;

    /// <inheritdoc/>
    public bool IsRandom => false;

    /// <inheritdoc/>
    public bool MakesSize => options.Size.Width is not null;

    /// <inheritdoc/>
    public int? LeastSide => Gap * Math.Max(options.Size.Height, options.Size.Width ?? 0);

    /// <inheritdoc/>
    public ImageShape OutputShape(ImageShape input) => options.Size.ShorterSide(input);

    /// <inheritdoc/>
    public void Apply(PixelBuffer image, ref Rng rng) =>
        Resampling.Resize(image, OutputShape(image.Shape), (Interpolation)options.Interpolation);
}
