namespace Dbd.Datasets.Cifar;

/// <summary>CIFAR-10 from the published files, in the python or the binary layout, whichever lies in the folder. Any number
/// of records that a file holds whole is read.</summary>
/// <remarks>Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009; https://www.cs.toronto.edu/~kriz/cifar.html.</remarks>
public static class Cifar10
{
    /// <summary>The names of the classes, in label order, where the folder does not tell them.</summary>
    public static IReadOnlyList<string> StandardNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Loads the five training files, in order.</summary>
    /// <param name="folder">The folder with the files, or the one above; <c>~</c> is the home folder.</param>
    /// <exception cref="DbdException">A file is missing or is not what it should be.</exception>
    public static IDataset LoadTrain(string folder) => Load(folder, CifarLayout.TrainStems);

    /// <summary>Loads the test file.</summary>
    /// <param name="folder">The folder with the files, or the one above; <c>~</c> is the home folder.</param>
    /// <exception cref="DbdException">A file is missing or is not what it should be.</exception>
    public static IDataset LoadTest(string folder) => Load(folder, CifarLayout.TestStems);

    // File by file: the bytes of one are let go before the next is read, so that loading takes little more memory than the pictures.
    private static MemoryDataset Load(string folder, IReadOnlyList<string> stems)
    {
        (CifarLayout layout, string place) = CifarLayout.Find(folder);
        IReadOnlyList<string> names = layout.ReadNames(place) ?? StandardNames;
        string[] paths = [.. stems.Select(stem => Path.Combine(place, layout.FileName(stem)))];
        // In either layout a file is longer than its pictures, if not by much.
        byte[] images = GC.AllocateUninitializedArray<byte>(LengthOf(paths));
        List<int> labels = [];
        foreach (string path in paths)
        {
            CifarBatch batch = layout.ReadBatch(path, names.Count);
            batch.CopyInterleaved(images.AsSpan(labels.Count * CifarLayout.Shape.Bytes));
            labels.AddRange(batch.Labels);
        }
        return new MemoryDataset(CifarLayout.Shape, images.AsMemory(0, labels.Count * CifarLayout.Shape.Bytes), [.. labels], names);
    }

    private static int LengthOf(string[] paths)
    {
        long bytes = paths.Select(path => new FileInfo(path)).Sum(file => file.Exists ? file.Length : 0);
        return bytes <= Array.MaxLength
            ? (int)bytes
            : throw new DbdException($"The files {paths[0]} and following hold {bytes} bytes; at most {Array.MaxLength} fit.");
    }
}
