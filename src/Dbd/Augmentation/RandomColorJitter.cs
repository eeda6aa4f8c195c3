using System.ComponentModel.DataAnnotations;

using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>Options of <see cref="RandomColorJitter"/>.</summary>
internal sealed record RandomColorJitterOptions
{
    /// <summary>Probability of a jitter, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double P { get; init; } = 1.0;

    /// <summary>Largest deviation of the brightness factor from 1; 0 leaves brightness alone.</summary>
    [Range(0.0, double.MaxValue)]
    public double Brightness { get; init; }

    /// <summary>Largest deviation of the contrast factor from 1; 0 leaves contrast alone.</summary>
    [Range(0.0, double.MaxValue)]
    public double Contrast { get; init; }

    /// <summary>Largest deviation of the saturation factor from 1; 0 leaves saturation alone.</summary>
    [Range(0.0, double.MaxValue)]
    public double Saturation { get; init; }

    /// <summary>Largest turn of the hue, in [0, 0.5] of a full circle; 0 leaves hue alone.</summary>
    [Range(0.0, 0.5)]
    public double Hue { get; init; }
}

/// <summary>Changes brightness, contrast, saturation and hue by random factors, in random order.</summary>
/// <remarks>torchvision 0.14, <c>RandomApply([ColorJitter(..)], p)</c>. What is drawn: order and factors, or null for no
/// change at all.</remarks>
/// <param name="options">The options.</param>
internal sealed class RandomColorJitter(RandomColorJitterOptions options) : DrawnAugmentation<ColorJitterParameters?>
{
    /// <inheritdoc/>
    public override ColorJitterParameters? Draw(ref Rng rng, ImageShape shape)
    {
        if (!rng.Chance(options.P))
            return null;
        Span<JitterStep> order = [JitterStep.Brightness, JitterStep.Contrast, JitterStep.Saturation, JitterStep.Hue];
        rng.Shuffle(order);
        return new ColorJitterParameters(
            new JitterOrder(order[0], order[1], order[2], order[3]),
            Factor(ref rng, options.Brightness),
            Factor(ref rng, options.Contrast),
            Factor(ref rng, options.Saturation),
            options.Hue > 0 ? rng.Uniform(-options.Hue, options.Hue) : null);
    }

    /// <inheritdoc/>
    public override void Apply(PixelBuffer image, ColorJitterParameters? parameters)
    {
        if (parameters is not { } drawn)
            return;
        Span<byte> pixels = image.Pixels;
        Apply(drawn.Order.First, drawn, pixels);
        Apply(drawn.Order.Second, drawn, pixels);
        Apply(drawn.Order.Third, drawn, pixels);
        Apply(drawn.Order.Fourth, drawn, pixels);
    }

    private static double? Factor(ref Rng rng, double deviation) =>
        deviation > 0 ? rng.Uniform(Math.Max(0, 1 - deviation), 1 + deviation) : null;

    private static void Apply(JitterStep step, ColorJitterParameters drawn, Span<byte> pixels)
    {
        switch (step)
        {
            case JitterStep.Brightness when drawn.Brightness is { } factor:
                Colour.AdjustBrightness(pixels, factor);
                break;
            case JitterStep.Contrast when drawn.Contrast is { } factor:
                Colour.AdjustContrast(pixels, factor);
                break;
            case JitterStep.Saturation when drawn.Saturation is { } factor:
                Colour.AdjustSaturation(pixels, factor);
                break;
            case JitterStep.Hue when drawn.Hue is { } factor:
                Colour.AdjustHue(pixels, factor);
                break;
        }
    }
}
