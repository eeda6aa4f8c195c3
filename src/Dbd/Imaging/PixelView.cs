namespace Dbd.Imaging;

/// <summary>A rectangle of a picture, read in place.</summary>
internal readonly ref struct PixelView
{
    private readonly ReadOnlySpan<byte> _bytes;

    public PixelView(ReadOnlySpan<byte> pixels, ImageShape shape)
        : this(pixels, shape, new Region(0, 0, shape.Height, shape.Width))
    {
    }

    public PixelView(ReadOnlySpan<byte> pixels, ImageShape shape, Region region)
    {
        region.ThrowIfOutside(shape);
        Stride = shape.Stride;
        Shape = region.Shape;
        _bytes = pixels.Slice(region.Top * Stride + region.Left * ImageShape.Channels, (region.Height - 1) * Stride + Shape.Stride);
    }

    public ImageShape Shape { get; }

    /// <summary>Bytes from a row to the next.</summary>
    public int Stride { get; }

    /// <summary>From the first byte of the first row to the last byte of the last.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    public ReadOnlySpan<byte> Row(int y) => _bytes.Slice(y * Stride, Shape.Stride);

    public void CopyTo(Span<byte> destination)
    {
        for (int y = 0; y < Shape.Height; y++)
            Row(y).CopyTo(destination[(y * Shape.Stride)..]);
    }
}
