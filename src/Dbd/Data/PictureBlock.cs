using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>The one array that holds all pictures of a data set.</summary>
internal static class PictureBlock
{
    /// <summary>The most pictures of one size that fit.</summary>
    public static int Most(ImageShape shape) => Array.MaxLength / shape.Bytes;

    /// <summary>Allocates it.</summary>
    /// <exception cref="DbdException">That many pictures do not fit.</exception>
    public static byte[] For(int count, ImageShape shape) => count <= Most(shape)
        ? new byte[count * shape.Bytes]
        : throw TooMany(count, shape);

    /// <summary>Says that there are too many pictures.</summary>
    public static DbdException TooMany(long count, ImageShape shape) => new(
        $"{count} pictures of {shape} are {count * shape.Bytes / 1e9:0.0} GB, of which {Array.MaxLength / 1e9:0.0} GB fit: "
            + "use fewer, or a smaller dataset_size.");
}
