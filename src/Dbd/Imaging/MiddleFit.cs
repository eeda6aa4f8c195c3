namespace Dbd.Imaging;

/// <summary>Makes pictures of any size pictures of one size: the largest part of its proportions is cut out of the middle and resized
/// (bilinear, antialiased).</summary>
/// <remarks>For squares as torchvision's <c>Resize</c> and <c>CenterCrop</c> but for rounding at the borders; what would be cut off is not
/// resized first, so that no aspect ratio, however odd, costs memory.</remarks>
internal static class MiddleFit
{
    /// <summary>Fits a picture.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="shape">The size to fit it to.</param>
    public static void Apply(PixelBuffer image, ImageShape shape) =>
        Resampling.ResizedCrop(image, Middle(image.Shape, shape), shape, Interpolation.Bilinear);

    /// <summary>The part of a picture that is kept.</summary>
    internal static Region Middle(ImageShape picture, ImageShape shape)
    {
        int height = Math.Clamp((int)((long)picture.Width * shape.Height / shape.Width), 1, picture.Height);
        int width = Math.Clamp((int)((long)picture.Height * shape.Width / shape.Height), 1, picture.Width);
        return new Region((picture.Height - height) / 2, (picture.Width - width) / 2, height, width);
    }
}
