using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>Some samples of a data set, over the same bytes.</summary>
/// <param name="data">The whole.</param>
/// <param name="chosen">Which samples, in which order; it must not change afterwards.</param>
public sealed class DatasetView(IDataset data, int[] chosen) : IDataset
{
    /// <inheritdoc/>
    public int Count => chosen.Length;

    /// <inheritdoc/>
    public ImageShape Shape => data.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => data.ClassNames;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Image(int index) => data.Image(chosen[index]);

    /// <inheritdoc/>
    public int Label(int index) => data.Label(chosen[index]);

    /// <inheritdoc/>
    public string Name(int index) => data.Name(chosen[index]);
}
