using Dbd.Data;

namespace Dbd.Poisoning.Export;

/// <summary>The files that a data set's pictures were read from.</summary>
internal sealed class OriginalFiles
{
    private readonly string[] _paths;

    private OriginalFiles(string[] paths) => _paths = paths;

    /// <summary>Finds them.</summary>
    /// <param name="place">Where the data lie: a folder, or a file that lists pictures.</param>
    /// <param name="data">The data set.</param>
    /// <returns>Null unless every picture has a file of its own.</returns>
    public static OriginalFiles? Of(string place, IImageSource data)
    {
        string path = Path.GetFullPath(UserPath.Expand(place));
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        string[] paths = [.. Enumerable.Range(0, data.Count).Select(i => Path.Combine(folder, data.Name(i)))];
        return paths.All(File.Exists) && paths.Distinct(StringComparer.Ordinal).Count() == paths.Length ? new OriginalFiles(paths) : null;
    }

    /// <summary>Copies some of them unchanged, a sub-folder a class. Where two of a class have the same name, the later one's number is
    /// added to its.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="data">The data set, which says the label of each.</param>
    /// <param name="samples">Which samples.</param>
    /// <param name="progress">Is told how far copying is.</param>
    /// <param name="cancellation">Stops between two files.</param>
    public void Copy(string folder, IImageSource data, int[] samples, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        (string From, string To)[] files =
        [
            .. samples.Select(sample =>
            {
                string @class = Path.Combine(folder, data.ClassNames[data.Label(sample)]);
                string name = Path.GetFileName(_paths[sample]);
                return (_paths[sample], taken.Add(Path.Combine(@class, name)) ? Path.Combine(@class, name) : Path.Combine(
                    @class, $"{Path.GetFileNameWithoutExtension(name)}-{sample}{Path.GetExtension(name)}"));
            }),
        ];
        foreach (string name in data.ClassNames)
            Directory.CreateDirectory(Path.Combine(folder, name));
        ParallelWork.For(files.Length, "pictures copied", progress, i => File.Copy(files[i].From, files[i].To), cancellation);
    }
}
