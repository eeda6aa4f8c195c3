namespace Dbd.Imaging;

/// <summary>Resizing, bit for bit as PIL 9.4's <c>Image.resize</c>: first along rows, then along columns, each axis rounded to
/// 8 bits, an axis whose length stays being left alone.</summary>
public static class Resampling
{
    /// <summary>Resizes a picture.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="size">The new size.</param>
    /// <param name="interpolation">The filter; both are antialiased.</param>
    public static void Resize(PixelBuffer image, ImageShape size, Interpolation interpolation) =>
        ResizedCrop(image, new Region(0, 0, image.Shape.Height, image.Shape.Width), size, interpolation);

    /// <summary>Cuts a rectangle out and resizes it; no pixel outside of it is read.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="crop">The rectangle.</param>
    /// <param name="size">The new size.</param>
    /// <param name="interpolation">The filter; both are antialiased.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle reaches outside the picture.</exception>
    public static void ResizedCrop(PixelBuffer image, Region crop, ImageShape size, Interpolation interpolation)
    {
        if (crop.Shape == size && size == image.Shape)
            return;
        PixelView source = new(image.Pixels, image.Shape, crop);
        Resample(source, image.Back(size), size, interpolation);
        image.Swap(size);
    }

    private static void Resample(PixelView source, Span<byte> destination, ImageShape size, Interpolation interpolation)
    {
        (int height, int width) = (source.Shape.Height, source.Shape.Width);
        ResamplingWeights along = ResamplingWeights.For(width, size.Width, interpolation);
        ResamplingWeights down = ResamplingWeights.For(height, size.Height, interpolation);
        if (source.Shape == size)
        {
            source.CopyTo(destination);
        }
        else if (width == size.Width)
        {
            Vertical(source, down, destination);
        }
        else if (height == size.Height)
        {
            Horizontal(source, along, destination);
        }
        else
        {
            ImageShape between = new(height, size.Width);
            Span<byte> widened = Scratch.First(between.Bytes);
            Horizontal(source, along, widened);
            Vertical(new PixelView(widened, between), down, destination);
        }
    }

    /// <summary>The first pass.</summary>
    internal static void Horizontal(PixelView source, ResamplingWeights weights, Span<byte> destination)
    {
        if (Simd.Enabled && VectorResampling.Handles(source.Shape.Height * ImageShape.Channels))
            VectorResampling.Horizontal(source, weights, destination);
        else
            ScalarResampling.Horizontal(source, weights, destination);
    }

    /// <summary>The second pass.</summary>
    internal static void Vertical(PixelView source, ResamplingWeights weights, Span<byte> destination)
    {
        if (Simd.Enabled && VectorResampling.Handles(source.Shape.Stride))
            VectorResampling.Vertical(source, weights, destination);
        else
            ScalarResampling.Vertical(source, weights, destination);
    }
}
