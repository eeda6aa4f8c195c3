using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>Options of <see cref="GaussianBlur"/>.</summary>
internal sealed record GaussianBlurOptions
{
    /// <summary>Probability of a blur, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double P { get; init; } = 0.5;

    /// <summary>Lowest and highest standard deviation, in pixels, at least 0.</summary>
    public IReadOnlyList<double> Sigma { get; init; } = [0.1, 2.0];
}

/// <summary>Blurs a picture with a given probability, by a Gaussian whose standard deviation is uniform within bounds.</summary>
/// <remarks>Chen et al., "A Simple Framework for Contrastive Learning of Visual Representations", ICML 2020, appendix A, as the
/// reference does it by PIL's <c>ImageFilter.GaussianBlur</c>. What is drawn: sigma, or null for no blur.</remarks>
internal sealed class GaussianBlur : DrawnAugmentation<double?>
{
    private readonly double _probability;
    // Far beyond any picture, and a kernel of it still ends.
    private const double LargestSigma = 1000;

    private readonly Bounds _sigma;

    /// <summary>Makes the step.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ConfigException"><c>sigma</c> is not two numbers from 0, in order.</exception>
    public GaussianBlur(GaussianBlurOptions options)
    {
        _probability = options.P;
        _sigma = Bounds.FromConfig("sigma", options.Sigma, 0, LargestSigma);
    }

    /// <inheritdoc/>
    public override double? Draw(ref Rng rng, ImageShape shape) =>
        rng.Chance(_probability) ? rng.Uniform(_sigma.Low, _sigma.High) : null;

    /// <inheritdoc/>
    public override void Apply(PixelBuffer image, double? parameters)
    {
        if (parameters is { } sigma)
            Blur.Gaussian(image, sigma);
    }
}
