namespace Dbd.Imaging;

/// <summary>Gaussian blur, bit for bit as PIL 9.4's <c>ImageFilter.GaussianBlur</c>: three box filters along rows, then three
/// along columns, each rounded to 8 bits; edges are replicated.</summary>
internal static class Blur
{
    /// <summary>Blurs a picture.</summary>
    /// <param name="image">The picture, replaced by the result.</param>
    /// <param name="sigma">Standard deviation in pixels, at least 0; 0 changes nothing.</param>
    public static void Gaussian(PixelBuffer image, double sigma)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sigma);
        BoxKernel kernel = BoxKernel.FromSigma((float)sigma);
        ImageShape shape = image.Shape;
        ImageShape turned = new(shape.Width, shape.Height);
        // Rows of the turned picture are columns: one filter, down the columns, does both directions.
        Span<byte> front = image.Pixels;
        Span<byte> back = image.Back(shape);
        Transposition.Transpose(new PixelView(front, shape), back);
        ThreeTimes(back, front, turned, kernel);
        Transposition.Transpose(new PixelView(front, turned), back);
        ThreeTimes(back, front, shape, kernel);
    }

    /// <summary>Filters <paramref name="from"/> three times; the result is in <paramref name="to"/>, the other is overwritten.</summary>
    private static void ThreeTimes(Span<byte> from, Span<byte> to, ImageShape shape, BoxKernel kernel)
    {
        Columns(from, to, shape, kernel);
        Columns(to, from, shape, kernel);
        Columns(from, to, shape, kernel);
    }

    private static void Columns(ReadOnlySpan<byte> source, Span<byte> destination, ImageShape shape, BoxKernel kernel)
    {
        if (Simd.Enabled && VectorBlur.Handles(shape.Stride))
            VectorBlur.Columns(source, destination, shape, kernel);
        else
            ScalarBlur.Columns(source, destination, shape, kernel);
    }
}
