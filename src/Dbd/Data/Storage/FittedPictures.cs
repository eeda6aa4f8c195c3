using Dbd.Imaging;

namespace Dbd.Data.Storage;

/// <summary>Pictures made to fit, of those in their own size in a cache: the same bits as of their files.</summary>
/// <param name="files">Decodes those that the cache has not, or not whole.</param>
/// <param name="own">Has pictures in their own size.</param>
internal sealed class FittedPictures(IImageSource files, PictureCache own) : IImageSource
{
    [ThreadStatic]
    private static PixelBuffer? s_picture;

    /// <inheritdoc/>
    public int Count => files.Count;

    /// <inheritdoc/>
    public ImageShape Shape => files.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => files.ClassNames;

    /// <summary>Whether a file is needed for none of the pictures.</summary>
    public bool IsComplete => Enumerable.Range(0, Count).All(i => !own.Has(i) || own.IsWhole(i));

    /// <inheritdoc/>
    public int Label(int index) => files.Label(index);

    /// <inheritdoc/>
    public string Name(int index) => files.Name(index);

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels)
    {
        if (!own.Has(index) || !own.IsWhole(index))
        {
            files.Read(index, pixels);
            return;
        }
        PixelBuffer picture = s_picture ??= CacheMaking.Buffer();
        own.Read(index, picture.Reset(own.Shape(index)));
        MiddleFit.Apply(picture, Shape);
        picture.Pixels.CopyTo(pixels);
    }
}
