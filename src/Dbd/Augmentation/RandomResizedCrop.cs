using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>Options of <see cref="RandomResizedCrop"/>.</summary>
internal sealed record RandomResizedCropOptions : ISized
{
    /// <summary>Side of the resulting square, or [height, width].</summary>
    public required SizeOption Size { get; init; }

    object ISized.WithSize(int side) => this with { Size = new SizeOption(side) };

    /// <summary>Lowest and highest share of the picture's area that is cut out, in [0, 1].</summary>
    public IReadOnlyList<double> Scale { get; init; } = [0.08, 1.0];

    /// <summary>2 = bilinear, 3 = bicubic.</summary>
    [AllowedValues(2, 3)]
    public int Interpolation { get; init; } = 2;
}

/// <summary>Cuts out a rectangle of random area and aspect ratio, at a random place, and resizes it.</summary>
/// <remarks>Szegedy et al., "Going Deeper with Convolutions", CVPR 2015; torchvision 0.14, <c>RandomResizedCrop</c>. What is drawn:
/// the rectangle.</remarks>
internal sealed class RandomResizedCrop : DrawnAugmentation<Region>
{
    private const int Tries = 10;
    private const double LowestAspect = 3.0 / 4;
    private const double HighestAspect = 4.0 / 3;

    private readonly ImageShape _size;
    private readonly Bounds _scale;
    private readonly Interpolation _interpolation;

    /// <summary>Makes the step.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ConfigException"><c>scale</c> is not two numbers in [0, 1], in order.</exception>
    public RandomResizedCrop(RandomResizedCropOptions options)
    {
        _size = options.Size.Square;
        _scale = Bounds.FromConfig("scale", options.Scale, 0, 1);
        _interpolation = (Interpolation)options.Interpolation;
    }

    /// <inheritdoc/>
    public override bool MakesSize => true;

    /// <inheritdoc/>
    /// <remarks>The shorter side of the smallest rectangle is then no shorter than the result's longer one.</remarks>
    public override int? LeastSide => _scale.Low > 0
        ? (int)Math.Min(int.MaxValue, Math.Ceiling(Math.Max(_size.Height, _size.Width) / Math.Sqrt(_scale.Low * LowestAspect)))
        : int.MaxValue;

    /// <inheritdoc/>
    public override ImageShape OutputShape(ImageShape input) => _size;

    /// <inheritdoc/>
    public override Region Draw(ref Rng rng, ImageShape shape)
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            double area = shape.Pixels * rng.Uniform(_scale.Low, _scale.High);
            double aspect = Math.Exp(rng.Uniform(Math.Log(LowestAspect), Math.Log(HighestAspect)));
            int width = (int)Math.Round(Math.Sqrt(area * aspect));
            int height = (int)Math.Round(Math.Sqrt(area / aspect));
            if (width < 1 || width > shape.Width || height < 1 || height > shape.Height)
                continue;
            int top = rng.NextInt(shape.Height - height + 1);
            int left = rng.NextInt(shape.Width - width + 1);
            return new Region(top, left, height, width);
        }
        return Middle(shape);
    }

    /// <inheritdoc/>
    public override void Apply(PixelBuffer image, Region parameters) =>
        Resampling.ResizedCrop(image, parameters, _size, _interpolation);

    /// <summary>The largest rectangle within the aspect bounds, in the middle: what is taken when no try fitted.</summary>
    internal static Region Middle(ImageShape shape)
    {
        double aspect = (double)shape.Width / shape.Height;
        int width = aspect > HighestAspect ? (int)Math.Round(shape.Height * HighestAspect) : shape.Width;
        int height = aspect < LowestAspect ? (int)Math.Round(shape.Width / LowestAspect) : shape.Height;
        return new Region((shape.Height - height) / 2, (shape.Width - width) / 2, height, width);
    }
}
