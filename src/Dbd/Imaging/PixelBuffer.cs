namespace Dbd.Imaging;

/// <summary>
/// One 8-bit RGB picture in height-width-channel order, with a second buffer beside it, so that an operation
/// that cannot work in place writes there and swaps: a whole augmentation pipeline allocates nothing.
/// </summary>
/// <remarks>Not thread-safe: each worker has its own.</remarks>
public sealed class PixelBuffer
{
    private byte[] _front;
    private byte[] _back = [];

    /// <summary>Makes a black picture.</summary>
    /// <param name="shape">Its size.</param>
    public PixelBuffer(ImageShape shape)
    {
        Shape = shape;
        _front = new byte[shape.Bytes];
    }

    /// <summary>Makes a picture from a copy of <paramref name="pixels"/>.</summary>
    /// <param name="shape">Its size.</param>
    /// <param name="pixels">uint8 <c>[height, width, 3]</c>, row-major.</param>
    /// <exception cref="ArgumentException">The number of bytes is not that of <paramref name="shape"/>.</exception>
    public PixelBuffer(ImageShape shape, ReadOnlySpan<byte> pixels)
        : this(shape) => Load(shape, pixels);

    /// <summary>The picture's size now; operations may change it.</summary>
    public ImageShape Shape { get; private set; }

    /// <summary>The picture, uint8 <c>[height, width, 3]</c>.</summary>
    public Span<byte> Pixels => _front.AsSpan(0, Shape.Bytes);

    /// <summary>Replaces the picture by a copy of <paramref name="pixels"/>.</summary>
    /// <param name="shape">The new size.</param>
    /// <param name="pixels">uint8 <c>[height, width, 3]</c>, row-major.</param>
    /// <exception cref="ArgumentException">The number of bytes is not that of <paramref name="shape"/>.</exception>
    public void Load(ImageShape shape, ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length != shape.Bytes)
            throw new ArgumentException($"A {shape} picture has {shape.Bytes} bytes, not {pixels.Length}.", nameof(pixels));
        pixels.CopyTo(Reset(shape));
    }

    /// <summary>Makes it a picture whose content is undefined until it is written.</summary>
    /// <param name="shape">The new size.</param>
    /// <returns><see cref="Pixels"/>, not cleared.</returns>
    public Span<byte> Reset(ImageShape shape)
    {
        if (_front.Length < shape.Bytes)
            _front = new byte[shape.Bytes];
        Shape = shape;
        return Pixels;
    }

    /// <summary>The second buffer, for an operation that writes a picture of size <paramref name="shape"/>;
    /// its content is undefined until written. <see cref="Swap"/> makes it the picture.</summary>
    /// <param name="shape">The size of the picture about to be written.</param>
    /// <returns>uint8 <c>[height, width, 3]</c>, not cleared.</returns>
    public Span<byte> Back(ImageShape shape)
    {
        if (_back.Length < shape.Bytes)
            _back = new byte[shape.Bytes];
        return _back.AsSpan(0, shape.Bytes);
    }

    /// <summary>Makes what was written to <see cref="Back"/> the picture.</summary>
    /// <param name="shape">The size given to <see cref="Back"/>.</param>
    public void Swap(ImageShape shape)
    {
        (_front, _back) = (_back, _front);
        Shape = shape;
    }
}
