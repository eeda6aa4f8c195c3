using Dbd.Data.Formats.Pictures;
using Dbd.Serialization;

namespace Dbd.Data.Formats.TinyImageNet;

/// <summary>Tiny ImageNet: training pictures in <c>train/n01443537/images</c>, test pictures in <c>val/images</c>, with their classes in
/// <c>val/val_annotations.txt</c>. <c>words.txt</c> names the classes; their order is that of their numbers.</summary>
/// <remarks>Le, Yang, "Tiny ImageNet Visual Recognition Challenge", CS 231N, 2015; http://cs231n.stanford.edu/tiny-imagenet-200.zip.
/// The pictures of <c>test</c> have no labels and are left alone.</remarks>
internal sealed class TinyImageNetFormat : IDatasetFormat, IInspectedFormat
{
    private const string InnerFolder = "tiny-imagenet-200";

    /// <inheritdoc/>
    public bool IsIn(string path) => Place(path) is not null;

    /// <inheritdoc/>
    public DataSummary Inspect(string path, CancellationToken cancellation) => Listing(path).Summary(cancellation);

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) =>
        PictureSet.Load(Listing(path), options, cancellation);

    private static PictureListing Listing(string path)
    {
        string folder = Place(path) ?? throw new DbdException($"The folder {path} has no train/CLASS/images.");
        return DamagedDataException.Naming(folder, "Tiny ImageNet", () => new TinyImageNetFolder(folder).List());
    }

    private static string? Place(string path) =>
        new[] { UserPath.Expand(path), Path.Combine(UserPath.Expand(path), InnerFolder) }.FirstOrDefault(TinyImageNetFolder.IsIn);
}
