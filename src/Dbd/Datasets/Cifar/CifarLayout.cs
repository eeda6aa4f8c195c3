using Dbd.Imaging;

namespace Dbd.Datasets.Cifar;

/// <summary>One of the two forms in which CIFAR-10 is published.</summary>
internal abstract class CifarLayout
{
    public static readonly ImageShape Shape = new(32, 32);

    private static readonly CifarLayout[] s_layouts = [new CifarPython(), new CifarBinary()];

    public static IReadOnlyList<string> TrainStems { get; } = [.. Enumerable.Range(1, 5).Select(n => $"data_batch_{n}")];

    public static IReadOnlyList<string> TestStems { get; } = ["test_batch"];

    /// <summary>The folder in the published archive.</summary>
    public abstract string FolderName { get; }

    public abstract string FileName(string stem);

    /// <summary>The names of the classes, or null if the folder does not tell.</summary>
    public abstract IReadOnlyList<string>? ReadNames(string folder);

    /// <summary>Reads a file whole and checks every record.</summary>
    /// <exception cref="DbdException">Names the file, what was found and what was expected.</exception>
    public abstract CifarBatch ReadBatch(string path, int classes);

    /// <summary>Finds the files in a folder, or in the published archive's folder below it.</summary>
    /// <exception cref="DbdException">There is no such folder, or nothing of CIFAR-10 in it.</exception>
    public static (CifarLayout Layout, string Folder) Find(string folder)
    {
        if (TryFind(folder) is { } found)
            return found;
        string what = Directory.Exists(UserPath.Expand(folder)) ? "has no CIFAR-10 in it" : "does not exist";
        throw new DbdException($"The folder {folder} {what}: expected data_batch_1 to data_batch_5 and test_batch (python layout), or the same with "
            + $".bin (binary layout), there or in {s_layouts[0].FolderName}/ or {s_layouts[1].FolderName}/ below it. Fetch it with: dbd data cifar10 --out DIR");
    }

    /// <summary>As <see cref="Find"/>, or null where there is nothing of CIFAR-10.</summary>
    public static (CifarLayout Layout, string Folder)? TryFind(string folder)
    {
        string place = UserPath.Expand(folder);
        foreach (CifarLayout layout in s_layouts)
        {
            foreach (string candidate in (string[])[place, Path.Combine(place, layout.FolderName)])
            {
                if (TrainStems.Concat(TestStems).Any(stem => File.Exists(Path.Combine(candidate, layout.FileName(stem)))))
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
