using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>Steps applied one after the other, in the order of the configuration.</summary>
/// <param name="steps">The steps; none leaves pictures as they are.</param>
public sealed class AugmentationPipeline(IReadOnlyList<IAugmentation> steps) : IAugmentation
{
    /// <summary>The pipeline without steps.</summary>
    public static AugmentationPipeline Empty { get; } = new([]);

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<IAugmentation> Steps => steps;

    /// <inheritdoc/>
    public bool IsRandom { get; } = steps.Any(s => s.IsRandom);

    /// <inheritdoc/>
    public bool MakesSize { get; } = steps.Any(s => s.MakesSize);

    /// <inheritdoc/>
    public int? LeastSide => MakesSize ? steps[0].LeastSide : null;

    /// <inheritdoc/>
    /// <exception cref="Configuration.ConfigException">A step cannot take pictures of the size that reaches it.</exception>
    public ImageShape OutputShape(ImageShape input) => steps.Aggregate(input, (shape, step) => step.OutputShape(shape));

    /// <inheritdoc/>
    public void Apply(PixelBuffer image, ref Rng rng)
    {
        for (int i = 0; i < steps.Count; i++)
            steps[i].Apply(image, ref rng);
    }
}
