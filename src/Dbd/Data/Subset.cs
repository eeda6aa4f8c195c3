using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>Some samples of a source; no picture is copied.</summary>
/// <param name="data">The whole.</param>
/// <param name="chosen">Which samples, in which order; it must not change afterwards.</param>
public sealed class Subset(IImageSource data, int[] chosen) : IImageSource
{
    /// <inheritdoc/>
    public int Count => chosen.Length;

    /// <inheritdoc/>
    public ImageShape Shape => data.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => data.ClassNames;

    /// <inheritdoc/>
    public bool IsSmall => data.IsSmall;

    /// <inheritdoc/>
    public bool HasOwnSizes => data.HasOwnSizes;

    /// <inheritdoc/>
    public int Label(int index) => data.Label(chosen[index]);

    /// <inheritdoc/>
    public string Name(int index) => data.Name(chosen[index]);

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels) => data.Read(chosen[index], pixels);

    /// <inheritdoc/>
    public bool ReadOwn(int index, PixelBuffer picture) => data.ReadOwn(chosen[index], picture);
}
