namespace Dbd.Data;

/// <summary>What follows from any source of pictures.</summary>
internal static class ImageSources
{
    /// <summary>The labels of all samples.</summary>
    /// <param name="data">The source.</param>
    /// <returns>[samples], in the order of the source.</returns>
    public static int[] Labels(this IImageSource data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];

    /// <summary>One picture in an array of its own; who reads many has a buffer for them.</summary>
    /// <param name="data">The source.</param>
    /// <param name="index">From 0 to its count - 1.</param>
    /// <returns>uint8 <c>[height, width, 3]</c>, RGB, row-major.</returns>
    public static byte[] Read(this IImageSource data, int index)
    {
        byte[] pixels = new byte[data.Shape.Bytes];
        data.Read(index, pixels);
        return pixels;
    }

    /// <summary>Whether all pictures together, in one array, take no more than so many bytes.</summary>
    internal static bool FitsIn(this IImageSource data, long memory) =>
        data.Count <= PictureBlock.Most(data.Shape) && (long)data.Count * data.Shape.Bytes <= memory;

    /// <summary>The same pictures in memory, read on all cores; where they do not fit, the source itself, which reads on demand.</summary>
    internal static IImageSource HeldIfTheyFit(
        this IImageSource data, long memory, string what, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        if (!data.FitsIn(memory))
            return data;
        int bytes = data.Shape.Bytes;
        byte[] images = PictureBlock.For(data.Count, data.Shape);
        ParallelWork.For(data.Count, what, progress, i => data.Read(i, images.AsSpan(i * bytes, bytes)), cancellation);
        return new HeldImages(data.Shape, images, data.Labels(), data.ClassNames, data.Name);
    }
}
