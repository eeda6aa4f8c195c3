using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>Options of <see cref="RandomCrop"/>.</summary>
internal sealed record RandomCropOptions : ISized
{
    /// <summary>Side of the square, or [height, width].</summary>
    public required SizeOption Size { get; init; }

    object ISized.WithSize(int side) => this with { Size = new SizeOption(side) };

    /// <summary>Pixels added on each side before the crop, at least 0.</summary>
    [Range(0, 1 << 14)]
    public int Padding { get; init; }

    /// <summary>What is added: <c>constant</c> (black), <c>edge</c>, <c>reflect</c> or <c>symmetric</c>.</summary>
    public PaddingMode PaddingMode { get; init; }
}

/// <summary>Cuts a rectangle out of the padded picture, at a uniformly random place.</summary>
/// <remarks>torchvision 0.14, <c>RandomCrop</c>. What is drawn: the rectangle, in coordinates of the padded picture.</remarks>
/// <param name="options">The options.</param>
internal sealed class RandomCrop(RandomCropOptions options) : DrawnAugmentation<Region>
{
    private readonly ImageShape _size = options.Size.Square;
    private readonly int _padding = options.Padding;

    /// <inheritdoc/>
    public override bool MakesSize => true;

    /// <inheritdoc/>
    /// <exception cref="ConfigException">The padded picture is smaller than the crop.</exception>
    public override ImageShape OutputShape(ImageShape input)
    {
        ImageShape padded = Padded(input);
        if (padded.Height >= _size.Height && padded.Width >= _size.Width)
            return _size;
        throw new ConfigException(
            "size", $"A {_size} crop does not fit a {input} picture with padding {_padding}.", "Make size smaller or padding larger.");
    }

    /// <inheritdoc/>
    /// <exception cref="ConfigException">The padded picture is smaller than the crop.</exception>
    public override Region Draw(ref Rng rng, ImageShape shape)
    {
        _ = OutputShape(shape);
        ImageShape padded = Padded(shape);
        int top = rng.NextInt(padded.Height - _size.Height + 1);
        int left = rng.NextInt(padded.Width - _size.Width + 1);
        return new Region(top, left, _size.Height, _size.Width);
    }

    /// <inheritdoc/>
    public override void Apply(PixelBuffer image, Region parameters) => Geometry.PadCrop(image, _padding, options.PaddingMode, parameters);

    private ImageShape Padded(ImageShape shape) => new(shape.Height + 2 * _padding, shape.Width + 2 * _padding);
}
