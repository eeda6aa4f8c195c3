using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>Pictures that can be had in their own size too.</summary>
/// <param name="data">The pictures, made to fit.</param>
/// <param name="readOwn">Reads one in its own size; called from several threads.</param>
internal sealed class OwnSizes(IImageSource data, Func<int, PixelBuffer, bool> readOwn) : IImageSource
{
    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public ImageShape Shape => data.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => data.ClassNames;

    /// <inheritdoc/>
    public bool IsSmall => data.IsSmall;

    /// <inheritdoc/>
    public bool HasOwnSizes => true;

    /// <inheritdoc/>
    public int Label(int index) => data.Label(index);

    /// <inheritdoc/>
    public string Name(int index) => data.Name(index);

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels) => data.Read(index, pixels);

    /// <inheritdoc/>
    public bool ReadOwn(int index, PixelBuffer picture) => readOwn(index, picture);
}
