using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>The pictures of another source with other labels.</summary>
/// <param name="data">The other source.</param>
/// <param name="labels">A label each.</param>
/// <param name="classNames">The classes that they are of; null: the same.</param>
internal sealed class Relabelled(IImageSource data, IReadOnlyList<int> labels, IReadOnlyList<string>? classNames = null) : IImageSource
{
    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public ImageShape Shape => data.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => classNames ?? data.ClassNames;

    /// <inheritdoc/>
    public bool IsSmall => data.IsSmall;

    /// <inheritdoc/>
    public bool HasOwnSizes => data.HasOwnSizes;

    /// <inheritdoc/>
    public int Label(int index) => labels[index];

    /// <inheritdoc/>
    public string Name(int index) => data.Name(index);

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels) => data.Read(index, pixels);

    /// <inheritdoc/>
    public bool ReadOwn(int index, PixelBuffer picture) => data.ReadOwn(index, picture);
}
