using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>A random step, in its two halves: what is drawn, and what is then done without any randomness.</summary>
/// <typeparam name="TParameters">What is drawn for one picture.</typeparam>
internal abstract class DrawnAugmentation<TParameters> : IAugmentation
{
    /// <inheritdoc/>
    public virtual bool IsRandom => true;

    /// <inheritdoc/>
    public virtual bool MakesSize => false;

    /// <inheritdoc/>
    public virtual int? LeastSide => null;

    /// <inheritdoc/>
    public virtual ImageShape OutputShape(ImageShape input) => input;

    /// <summary>Draws the parameters for one picture, distributed as in torchvision.</summary>
    /// <param name="rng">The stream of this sample and view.</param>
    /// <param name="shape">The picture's size.</param>
    public abstract TParameters Draw(ref Rng rng, ImageShape shape);

    /// <summary>Applies drawn parameters.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="parameters">What <see cref="Draw"/> gave.</param>
    public abstract void Apply(PixelBuffer image, TParameters parameters);

    /// <inheritdoc/>
    public void Apply(PixelBuffer image, ref Rng rng) => Apply(image, Draw(ref rng, image.Shape));
}
