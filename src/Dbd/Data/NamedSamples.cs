using Dbd.Serialization;

namespace Dbd.Data;

/// <summary>Samples of a set that somebody names: in a text file, a name a line, or by a folder with copies of their files.</summary>
internal static class NamedSamples
{
    /// <summary>Finds them.</summary>
    /// <param name="data">The set; <see cref="IImageSource.Name"/> says how its samples are called.</param>
    /// <param name="path">The file or the folder.</param>
    /// <returns>Ascending, each once.</returns>
    /// <exception cref="DbdException">It cannot be read, names nothing, or something that is not in the set.</exception>
    public static int[] Find(IImageSource data, string path)
    {
        string[] names = Directory.Exists(path)
            ? DamagedDataException.Naming(path, "a folder of samples' files", () => Files(path))
            : [.. SmallText.Lines(path, "the names of samples, one a line").Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (names.Length == 0)
            throw new DbdException($"{path} names no sample. Write one a line, or put copies of the samples' files there.");
        Dictionary<string, int> samples = new(data.Count, StringComparer.Ordinal);
        for (int i = 0; i < data.Count; i++)
            samples.TryAdd(data.Name(i), i);
        return [.. names.Select(Sample).Distinct().Order()];

        int Sample(string name) => samples.TryGetValue(name, out int sample)
            ? sample
            : throw new DbdException(
                $"{path} names {name}, which is no training sample. The first one of these data is called {data.Name(0)}.");
    }

    private static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')),
    ];
}
