using Dbd.Imaging;

namespace Dbd.Datasets;

/// <summary>The beginning of a data set, as a smaller one.</summary>
/// <param name="all">The data set.</param>
/// <param name="count">How many samples, at most all.</param>
public sealed class FirstSamples(IDataset all, int count) : IDataset
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public ImageShape Shape => all.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => all.ClassNames;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Image(int index) => all.Image(index);

    /// <inheritdoc/>
    public int Label(int index) => all.Label(index);

    /// <inheritdoc/>
    public string Name(int index) => all.Name(index);
}
