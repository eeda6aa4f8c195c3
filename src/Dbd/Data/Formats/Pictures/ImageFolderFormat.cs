using Dbd.Serialization;

namespace Dbd.Data.Formats.Pictures;

/// <summary>A folder with a sub-folder of pictures a class, also below <c>train</c> and <c>test</c> (or <c>val</c>): PNG, JPEG, BMP,
/// WebP, PPM, PGM, or GIF, whose first frame counts.</summary>
/// <remarks>Pictures of any size are cut to the square in their middle and resized; EXIF orientation is followed, transparency
/// dropped, grey made RGB. Folders below that of a class belong to it. Other files are skipped with a warning, hidden ones without; links
/// must stay in the folder.</remarks>
internal sealed class ImageFolderFormat : IDatasetFormat, IInspectedFormat
{
    /// <inheritdoc/>
    public bool IsIn(string path) => ImageFolder.IsIn(UserPath.Expand(path));

    /// <inheritdoc/>
    public DataSummary Inspect(string path, CancellationToken cancellation) => Listing(path).Summary(cancellation);

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) =>
        PictureSet.Load(Listing(path), options, cancellation);

    private static PictureListing Listing(string path)
    {
        string folder = UserPath.Expand(path);
        return DamagedDataException.Naming(folder, "an image folder", () => ImageFolder.List(folder));
    }
}
