namespace Dbd.Imaging;

/// <summary>Turns a picture as its EXIF orientation says, so that up is up.</summary>
/// <remarks>EXIF 2.32, tag 0x0112; as PIL's <c>ImageOps.exif_transpose</c>.</remarks>
internal static class Orientation
{
    /// <summary>Turns a picture.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="exif">1 (upright) to 8; anything else leaves it as it is.</param>
    public static void Apply(PixelBuffer image, int exif)
    {
        if (IsTurned(exif))
            Transpose(image);
        if (exif is 2 or 3 or 6 or 7)
            Geometry.FlipHorizontally(image);
        if (exif is 3 or 4 or 7 or 8)
            FlipVertically(image);
    }

    /// <summary>Where a rectangle of a picture lies once the picture is turned.</summary>
    /// <param name="stored">The rectangle.</param>
    /// <param name="shape">The picture's size as stored.</param>
    /// <param name="exif">As in the other overload.</param>
    public static Region Apply(Region stored, ImageShape shape, int exif)
    {
        (Region region, ImageShape turned) = IsTurned(exif)
            ? (new Region(stored.Left, stored.Top, stored.Width, stored.Height), new ImageShape(shape.Width, shape.Height))
            : (stored, shape);
        if (exif is 2 or 3 or 6 or 7)
            region = region with { Left = turned.Width - region.Left - region.Width };
        if (exif is 3 or 4 or 7 or 8)
            region = region with { Top = turned.Height - region.Top - region.Height };
        return region;
    }

    /// <summary>Whether rows become columns.</summary>
    public static bool IsTurned(int exif) => exif is 5 or 6 or 7 or 8;

    private static void Transpose(PixelBuffer image)
    {
        ImageShape turned = new(image.Shape.Width, image.Shape.Height);
        Transposition.Transpose(new PixelView(image.Pixels, image.Shape), image.Back(turned));
        image.Swap(turned);
    }

    private static void FlipVertically(PixelBuffer image)
    {
        ImageShape shape = image.Shape;
        ReadOnlySpan<byte> source = image.Pixels;
        Span<byte> destination = image.Back(shape);
        for (int y = 0; y < shape.Height; y++)
            source.Slice(y * shape.Stride, shape.Stride).CopyTo(destination[((shape.Height - 1 - y) * shape.Stride)..]);
        image.Swap(shape);
    }
}
