using System.Globalization;

using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>Pictures held in memory, all in one block of bytes.</summary>
public sealed class HeldImages : IImageSource
{
    private readonly ReadOnlyMemory<byte> _images;
    private readonly int[] _labels;
    private readonly Func<int, string>? _name;

    /// <summary>Wraps arrays, without a copy: they must not change afterwards.</summary>
    /// <param name="shape">The size of every picture.</param>
    /// <param name="images">uint8 <c>[count, height, width, 3]</c>, RGB, row-major.</param>
    /// <param name="labels"><c>[count]</c>, each in [0, number of classes).</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="name">The samples' names; null numbers them.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is out of range.</exception>
    public HeldImages(
        ImageShape shape, ReadOnlyMemory<byte> images, int[] labels, IReadOnlyList<string> classNames, Func<int, string>? name = null)
    {
        if (images.Length != (long)labels.Length * shape.Bytes)
            throw new ArgumentException($"{labels.Length} pictures of {shape} are not {images.Length} bytes.", nameof(images));
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, classNames.Count - 1);
        if (wrong >= 0)
            throw new ArgumentException($"Label {labels[wrong]} of sample {wrong} is not in [0, {classNames.Count}).", nameof(labels));
        Shape = shape;
        ClassNames = classNames;
        _images = images;
        _labels = labels;
        _name = name;
    }

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <inheritdoc/>
    public ImageShape Shape { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public bool IsSmall => true;

    /// <inheritdoc/>
    public int Label(int index) => _labels[index];

    /// <inheritdoc/>
    public string Name(int index) => _name is null ? index.ToString(CultureInfo.InvariantCulture) : _name(index);

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels) => _images.Span.Slice(index * Shape.Bytes, Shape.Bytes).CopyTo(pixels);
}
