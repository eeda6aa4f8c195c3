using System.Globalization;

using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>Labelled pictures of one size, wherever they are: in memory, in files, or made of those of another source. It does not change,
/// and any thread may use it.</summary>
public interface IImageSource
{
    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>The size of every picture.</summary>
    ImageShape Shape { get; }

    /// <summary>The names of the classes, in label order.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether all pictures together are in memory, or could be: then what is made of them may be, too.</summary>
    bool IsSmall => false;

    /// <summary>Whether pictures can be had in their own size, before they are made to fit.</summary>
    bool HasOwnSizes => false;

    /// <summary>The label that the picture came with.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <returns>In [0, number of classes).</returns>
    int Label(int index);

    /// <summary>What a person finds the sample by.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The picture's file, relative to the data's folder, with <c>/</c>; or the sample's number without files.</returns>
    string Name(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes one picture to where it is wanted, the same at every call. Loader threads call it at the same time.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="pixels">Is filled: uint8 <c>[height, width, 3]</c>, RGB, row-major; as long as <see cref="Shape"/> has bytes.</param>
    /// <exception cref="DbdException">The picture cannot be read (any more); not where pictures are in memory.</exception>
    void Read(int index, Span<byte> pixels);

    /// <summary>Reads one picture in its own size, the same at every call; where <see cref="HasOwnSizes"/> is false, as it was made to fit.
    /// A JPEG may be smaller than its file says: see <see cref="ReadingOptions.OwnSide"/>.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="picture">Becomes the picture; its memory is used again.</param>
    /// <returns>Whether it is whole, and not a JPEG that was made smaller.</returns>
    /// <exception cref="DbdException">The picture cannot be read (any more).</exception>
    bool ReadOwn(int index, PixelBuffer picture)
    {
        Read(index, picture.Reset(Shape));
        return true;
    }
}
