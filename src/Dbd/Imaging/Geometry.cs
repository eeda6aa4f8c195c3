namespace Dbd.Imaging;

/// <summary>Operations that move pixels without changing them, as torchvision 0.14 does on PIL pictures.</summary>
internal static class Geometry
{
    /// <summary>Mirrors a picture left to right.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    public static void FlipHorizontally(PixelBuffer image)
    {
        ImageShape shape = image.Shape;
        ReadOnlySpan<byte> source = image.Pixels;
        Span<byte> destination = image.Back(shape);
        for (int at = 0; at < shape.Bytes; at += shape.Stride)
            FlipRow(source.Slice(at, shape.Stride), destination.Slice(at, shape.Stride));
        image.Swap(shape);
    }

    /// <summary>Cuts a rectangle out.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="crop">The rectangle.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle reaches outside the picture.</exception>
    public static void Crop(PixelBuffer image, Region crop)
    {
        new PixelView(image.Pixels, image.Shape, crop).CopyTo(image.Back(crop.Shape));
        image.Swap(crop.Shape);
    }

    /// <summary>Pads a picture on all four sides and cuts a rectangle out of the result.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="padding">Pixels added on each side, at least 0; it may exceed the picture's size.</param>
    /// <param name="mode">What is added.</param>
    /// <param name="crop">The rectangle, in coordinates of the padded picture.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle reaches outside the padded picture.</exception>
    public static void PadCrop(PixelBuffer image, int padding, PaddingMode mode, Region crop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        crop.ThrowIfOutside(new ImageShape(image.Shape.Height + 2 * padding, image.Shape.Width + 2 * padding));
        Cut(image, crop with { Top = crop.Top - padding, Left = crop.Left - padding }, mode);
    }

    /// <summary>Cuts the middle out; a smaller picture is first padded with black.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="size">The new size.</param>
    public static void CenterCrop(PixelBuffer image, ImageShape size)
    {
        int top = CenterOffset(image.Shape.Height, size.Height);
        int left = CenterOffset(image.Shape.Width, size.Width);
        Cut(image, new Region(top, left, size.Height, size.Width), PaddingMode.Constant);
    }

    private static void FlipRow(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int done = Simd.Enabled ? VectorFlip.Row(source, destination) : 0;
        ScalarFlip.Row(source[..^done], destination[done..]);
    }

    // Halves go to the even number where pixels are cut off, and downwards where black ones are added, as in torchvision.
    private static int CenterOffset(int length, int wanted) =>
        length >= wanted ? (int)Math.Round((length - wanted) / 2.0) : -((wanted - length) / 2);

    /// <summary>Cuts out a rectangle that may reach outside the picture.</summary>
    private static void Cut(PixelBuffer image, Region region, PaddingMode mode)
    {
        if (region.IsWithin(image.Shape))
        {
            Crop(image, region);
            return;
        }
        Span<byte> destination = image.Back(region.Shape);
        PixelView source = new(image.Pixels, image.Shape);
        for (int y = 0; y < region.Height; y++)
        {
            Span<byte> row = destination.Slice(y * region.Shape.Stride, region.Shape.Stride);
            int sourceRow = Padding.SourceIndex(region.Top + y, source.Shape.Height, mode);
            if (sourceRow < 0)
                row.Clear();
            else
                Padding.CutRow(source.Row(sourceRow), region.Left, row, mode);
        }
        image.Swap(region.Shape);
    }
}
