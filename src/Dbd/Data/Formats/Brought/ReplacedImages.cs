using Dbd.Imaging;

namespace Dbd.Data.Formats.Brought;

/// <summary>A clean set of which an attacker replaced some pictures, with their labels. Names are those of the clean set, and tell
/// nothing.</summary>
internal sealed class ReplacedImages : IImageSource
{
    private readonly IImageSource _clean;
    private readonly Dictionary<int, int> _places;

    /// <summary>Puts pictures in the place of others.</summary>
    /// <param name="clean">The clean set.</param>
    /// <param name="replacements">The pictures, of the same size, with the labels that the attacker gave them.</param>
    /// <param name="replaced">Which sample of the clean set each replaces; each once.</param>
    /// <exception cref="DbdException">One is replaced twice.</exception>
    public ReplacedImages(IImageSource clean, IImageSource replacements, int[] replaced)
    {
        if (replaced.CountBy(i => i).FirstOrDefault(i => i.Value > 1) is { Value: > 1 } twice)
            throw new DbdException($"Sample {twice.Key} is there twice, e.g. as {replacements.Name(Array.IndexOf(replaced, twice.Key))}.");
        (_clean, Replacements, Replaced) = (clean, replacements, replaced);
        _places = replaced.Index().ToDictionary(r => r.Item, r => r.Index);
    }

    /// <summary>The pictures that replace others.</summary>
    public IImageSource Replacements { get; }

    /// <summary>The samples that are replaced.</summary>
    public IReadOnlyList<int> Replaced { get; }

    /// <inheritdoc/>
    public int Count => _clean.Count;

    /// <inheritdoc/>
    public ImageShape Shape => _clean.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _clean.ClassNames;

    /// <inheritdoc/>
    public bool IsSmall => _clean.IsSmall && Replacements.IsSmall;

    /// <inheritdoc/>
    public bool HasOwnSizes => _clean.HasOwnSizes || Replacements.HasOwnSizes;

    /// <inheritdoc/>
    public int Label(int index) => _places.TryGetValue(index, out int place) ? Replacements.Label(place) : _clean.Label(index);

    /// <inheritdoc/>
    public string Name(int index) => _clean.Name(index);

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels)
    {
        if (_places.TryGetValue(index, out int place))
            Replacements.Read(place, pixels);
        else
            _clean.Read(index, pixels);
    }

    /// <inheritdoc/>
    public bool ReadOwn(int index, PixelBuffer picture) =>
        _places.TryGetValue(index, out int place) ? Replacements.ReadOwn(place, picture) : _clean.ReadOwn(index, picture);
}
