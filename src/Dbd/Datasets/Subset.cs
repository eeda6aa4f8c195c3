using Dbd.Imaging;

namespace Dbd.Datasets;

/// <summary>Some samples of another data set, in a given order; nothing is copied.</summary>
public sealed class Subset : IDataset
{
    private readonly IDataset _whole;
    private readonly int[] _indices;

    /// <summary>Makes the view.</summary>
    /// <param name="whole">The data set.</param>
    /// <param name="indices">Samples of it; a sample may stand more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in [0, <c>whole.Count</c>).</exception>
    public Subset(IDataset whole, IReadOnlyList<int> indices)
    {
        _whole = whole;
        _indices = [.. indices];
        int wrong = _indices.AsSpan().IndexOfAnyExceptInRange(0, whole.Count - 1);
        if (wrong >= 0)
            throw new ArgumentOutOfRangeException(nameof(indices), _indices[wrong], $"The data set has {whole.Count} samples.");
    }

    /// <inheritdoc/>
    public int Count => _indices.Length;

    /// <inheritdoc/>
    public ImageShape Shape => _whole.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _whole.ClassNames;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Image(int index) => _whole.Image(_indices[index]);

    /// <inheritdoc/>
    public int Label(int index) => _whole.Label(_indices[index]);
}
