namespace Dbd.Imaging;

/// <summary>Makes pictures of any size squares of one size: the largest square in the middle is cut out and resized.</summary>
/// <remarks>As torchvision's <c>Resize</c> and <c>CenterCrop</c> but for rounding at the borders; what would be cut off is not resized
/// first, so that no aspect ratio, however odd, costs memory.</remarks>
public static class SquareFit
{
    /// <summary>Fits a picture.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="side">The side of the square, at least 1.</param>
    /// <param name="interpolation">The filter; both are antialiased.</param>
    public static void Apply(PixelBuffer image, int side, Interpolation interpolation = Interpolation.Bilinear)
    {
        ImageShape shape = image.Shape;
        int shorter = Math.Min(shape.Height, shape.Width);
        Region middle = new((shape.Height - shorter) / 2, (shape.Width - shorter) / 2, shorter, shorter);
        Resampling.ResizedCrop(image, middle, new ImageShape(side, side), interpolation);
    }
}
