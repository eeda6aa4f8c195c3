using Dbd.Imaging;

namespace Dbd.Data.Formats.Pictures;

/// <summary>Pictures in files of their own, decoded and made to fit whenever one is read.</summary>
/// <param name="pictures">The files.</param>
/// <param name="classNames">In label order.</param>
/// <param name="shape">The size.</param>
/// <param name="ownSide">See <see cref="ReadingOptions.OwnSide"/>.</param>
/// <param name="name">Is given the bytes of each file that is read; null where no name is wanted.</param>
internal sealed class ListedImages(
    IReadOnlyList<ListedPicture> pictures, IReadOnlyList<string> classNames, ImageShape shape, int? ownSide, ContentName? name)
    : IImageSource
{
    [ThreadStatic]
    private static PixelBuffer? s_image;

    /// <inheritdoc/>
    public int Count => pictures.Count;

    /// <inheritdoc/>
    public ImageShape Shape => shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => classNames;

    /// <inheritdoc/>
    public bool HasOwnSizes => ownSide is not null;

    /// <inheritdoc/>
    public int Label(int index) => pictures[index].Label;

    /// <inheritdoc/>
    public string Name(int index) => pictures[index].Name;

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels)
    {
        PixelBuffer image = s_image ??= new PixelBuffer(shape);
        using EncodedPicture file = Open(index);
        StripFit.Read(file, shape, image);
        image.Pixels.CopyTo(pixels);
    }

    /// <inheritdoc/>
    public bool ReadOwn(int index, PixelBuffer picture)
    {
        using EncodedPicture file = Open(index);
        bool isWhole = !file.Reduce(ownSide ?? int.MaxValue);
        WholePicture.Read(file, picture, upright: true);
        return isWhole;
    }

    private EncodedPicture Open(int index)
    {
        PictureBytes file = pictures[index].Bytes();
        name?.Take(index, file.Data.AsSpan());
        return EncodedPicture.From(pictures[index].Path, file);
    }
}
