using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>A step of an augmentation pipeline: draws its parameters as torchvision does, then applies them to 8-bit
/// pixels, bit for bit as torchvision does on PIL pictures.</summary>
public interface IAugmentation
{
    /// <summary>Whether a draw can change the result: a deterministic step may also stand under <c>transform.pre</c>.</summary>
    bool IsRandom { get; }

    /// <summary>Whether all results have one size, whatever the picture's.</summary>
    bool MakesSize => false;

    /// <summary>Of a step that may come first on pictures of their own size: the shorter side that these should have at least, so that no
    /// result is made of too few pixels. Null: the step is for pictures that were made to fit.</summary>
    int? LeastSide => null;

    /// <summary>The size of the result for a picture of the given size.</summary>
    /// <param name="input">The picture's size before this step.</param>
    ImageShape OutputShape(ImageShape input);

    /// <summary>Draws parameters and applies them.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="rng">The stream of this sample and view.</param>
    void Apply(PixelBuffer image, ref Rng rng);
}
