using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Data.Formats.Cifar;

/// <summary>One of the two forms in which a CIFAR release is published.</summary>
internal abstract class CifarLayout(CifarRelease release)
{
    public static readonly ImageShape Shape = new(32, 32);

    public CifarRelease Release => release;

    /// <summary>The folder in the published archive.</summary>
    public abstract string FolderName { get; }

    public abstract string FileName(string stem);

    /// <summary>The names of the classes, or null if the folder does not tell.</summary>
    public abstract IReadOnlyList<string>? ReadNames(string folder);

    /// <summary>Reads a file whole and checks every record.</summary>
    /// <exception cref="DbdException">Names the file, what was found and what was expected.</exception>
    public abstract CifarRecords Read(string path, int classes, FileBuffer buffer);

    /// <summary>Finds the files in a folder, or in the published archive's folder below it.</summary>
    /// <exception cref="DbdException">There is no such folder, or nothing of the release in it.</exception>
    public static (CifarLayout Layout, string Folder) Find(CifarRelease release, string folder)
    {
        if (TryFind(release, folder) is { } found)
            return found;
        string what = Directory.Exists(UserPath.Expand(folder)) ? $"has no {release.Name} in it" : "does not exist";
        throw new DbdException($"The folder {folder} {what}: expected {release.Expected} (python layout), or the same with "
            + $".bin (binary layout), there or in {release.PythonFolder}/ or {release.BinaryFolder}/ below it. {release.Advice}");
    }

    /// <summary>As <see cref="Find"/>, or null where there is nothing of the release.</summary>
    public static (CifarLayout Layout, string Folder)? TryFind(CifarRelease release, string folder)
    {
        string place = UserPath.Expand(folder);
        foreach (CifarLayout layout in (CifarLayout[])[new CifarPython(release), new CifarBinary(release)])
        {
            foreach (string candidate in (string[])[place, Path.Combine(place, layout.FolderName)])
            {
                if (release.TrainStems.Append(release.TestStem).Any(stem => File.Exists(Path.Combine(candidate, layout.FileName(stem)))))
                    return (layout, candidate);
            }
        }
        return null;
    }

    protected static int[] Checked(string path, IEnumerable<long> labels, int classes)
    {
        int[] result = [.. labels.Select(label => label >= 0 && label < classes ? (int)label : -1)];
        int wrong = result.AsSpan().IndexOf(-1);
        return wrong < 0
            ? result
            : throw new DbdException($"{path}: the label of record {wrong} is {labels.ElementAt(wrong)}; expected 0 to {classes - 1}.");
    }
}
