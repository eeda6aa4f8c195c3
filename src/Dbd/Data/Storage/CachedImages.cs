using Dbd.Imaging;

namespace Dbd.Data.Storage;

/// <summary>The pictures of another source, out of a <see cref="PictureCache"/>.</summary>
/// <param name="data">The other source, which decodes.</param>
/// <param name="cache">Has them in its size.</param>
internal sealed class CachedImages(IImageSource data, PictureCache cache) : IImageSource
{
    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public ImageShape Shape => data.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => data.ClassNames;

    /// <inheritdoc/>
    public int Label(int index) => data.Label(index);

    /// <inheritdoc/>
    public string Name(int index) => data.Name(index);

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels)
    {
        if (cache.Has(index))
            cache.Read(index, pixels);
        else
            data.Read(index, pixels);
    }
}
