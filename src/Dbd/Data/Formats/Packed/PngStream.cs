using Dbd.Imaging;

namespace Dbd.Data.Formats.Packed;

/// <summary>The pictures of a data set as PNG files, made on all cores, some at a time.</summary>
internal static class PngStream
{
    private const int Some = 256;

    /// <summary>Makes them, in order.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="progress">Is told how far it is; may be null.</param>
    /// <param name="cancellation">Stops between two.</param>
    /// <returns>The first sample's number, and the files from there on.</returns>
    public static IEnumerable<(int First, byte[][] Files)> Of(
        IImageSource data, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        for (int first = 0; first < data.Count; first += Some)
        {
            int from = first;
            byte[][] files = new byte[Math.Min(Some, data.Count - first)][];
            ParallelWork.For(
                files.Length, "pictures written", null, i => files[i] = PictureFile.ToPng(data.Read(from + i), data.Shape), cancellation);
            yield return (first, files);
            progress?.Report(new WorkProgress("pictures written", first + files.Length, data.Count));
        }
    }
}
