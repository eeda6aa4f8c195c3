using System.Collections.Concurrent;

using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>The pictures of another source after a change, which is made at every reading.</summary>
/// <param name="data">The other source.</param>
/// <param name="shape">The size of a changed picture.</param>
/// <param name="change">Changes one; the same for the same picture, and called from several threads.</param>
internal sealed class ChangedImages(IImageSource data, ImageShape shape, Action<PixelBuffer> change) : IImageSource
{
    // As many as threads read at the same time.
    private readonly ConcurrentBag<PixelBuffer> _buffers = [];

    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public ImageShape Shape => shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => data.ClassNames;

    /// <inheritdoc/>
    public int Label(int index) => data.Label(index);

    /// <inheritdoc/>
    public string Name(int index) => data.Name(index);

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels)
    {
        if (!_buffers.TryTake(out PixelBuffer? image))
            image = new PixelBuffer(data.Shape);
        data.Read(index, image.Reset(data.Shape));
        change(image);
        image.Pixels.CopyTo(pixels);
        _buffers.Add(image);
    }
}
