using Dbd.Imaging;

namespace Dbd.Data.Formats.Pictures;

/// <summary>Writes a data set as PNG files, a sub-folder a class, a file named by the sample's number.</summary>
internal static class ImageFolderWriter
{
    /// <summary>The file of a sample, from the folder on.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="index">From 0 to its count - 1.</param>
    /// <returns><c>CLASS/00012.png</c>, with as many digits as the largest number of the set has, at least 5.</returns>
    public static string FileOf(IImageSource data, int index)
    {
        int digits = Math.Max(5, $"{data.Count - 1}".Length);
        return $"{data.ClassNames[data.Label(index)]}/{index.ToString().PadLeft(digits, '0')}.png";
    }

    /// <summary>Writes the pictures, on all cores.</summary>
    /// <param name="folder">Where to; made if needed.</param>
    /// <param name="data">The data set.</param>
    /// <param name="samples">Which samples.</param>
    /// <param name="progress">Is told how far writing is.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="DbdException">A file cannot be written, or a class's name cannot be a folder's.</exception>
    public static void Write(
        string folder, IImageSource data, IReadOnlyList<int> samples, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        foreach (string name in data.ClassNames)
        {
            if (name.StartsWith('.') || name.IndexOfAny(['/', '\\', ':', '\0']) >= 0)
                throw new DbdException($"The class '{name}' cannot be a folder's name; write another format.");
            DirectoryOf(Path.Combine(folder, name));
        }
        ParallelWork.For(
            samples.Count,
            "pictures written",
            progress,
            s => PictureFile.WritePng(Path.Combine(folder, FileOf(data, samples[s])), data.Read(samples[s]), data.Shape),
            cancellation);
    }

    private static void DirectoryOf(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"The folder {folder} cannot be made: {e.Message}", e);
        }
    }
}
