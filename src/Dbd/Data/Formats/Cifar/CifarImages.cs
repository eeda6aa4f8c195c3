using Dbd.Imaging;

namespace Dbd.Data.Formats.Cifar;

/// <summary>The pictures of some CIFAR files.</summary>
internal sealed class CifarImages : IImageSource
{
    private readonly IReadOnlyList<CifarFile> _files;
    private readonly int[] _labels;

    // The first sample of each file.
    private readonly int[] _first;

    /// <summary>Puts files together.</summary>
    /// <param name="files">In the order of the samples, each with one at least.</param>
    /// <param name="classNames">In label order.</param>
    public CifarImages(IReadOnlyList<CifarFile> files, IReadOnlyList<string> classNames)
    {
        _files = files;
        _labels = [.. files.SelectMany(f => f.Labels)];
        _first = [.. files.Select((_, i) => files.Take(i).Sum(f => f.Labels.Count))];
        ClassNames = classNames;
    }

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <inheritdoc/>
    public ImageShape Shape => CifarLayout.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public bool IsSmall => true;

    /// <inheritdoc/>
    public int Label(int index) => _labels[index];

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels)
    {
        int found = Array.BinarySearch(_first, index);
        int file = found >= 0 ? found : ~found - 1;
        Span<byte> planes = stackalloc byte[CifarLayout.Shape.Bytes];
        _files[file].Read(index - _first[file], planes);
        CifarPlanes.Interleave(planes, pixels);
    }
}
