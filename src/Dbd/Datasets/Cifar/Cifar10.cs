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

    private static MemoryDataset Load(string folder, IReadOnlyList<string> stems)
    {
        (CifarLayout layout, string place) = CifarLayout.Find(folder);
        IReadOnlyList<string> names = layout.ReadNames(place) ?? StandardNames;
        CifarBatch[] batches = new CifarBatch[stems.Count];
        InParallel(stems.Count, i => batches[i] = layout.ReadBatch(Path.Combine(place, layout.FileName(stems[i])), names.Count));
        return Joined(batches, names);
    }

    private static MemoryDataset Joined(CifarBatch[] batches, IReadOnlyList<string> names)
    {
        int[] starts = new int[batches.Length];
        for (int b = 1; b < batches.Length; b++)
            starts[b] = starts[b - 1] + batches[b - 1].Count;
        long bytes = batches.Sum(b => (long)b.Count) * CifarLayout.Shape.Bytes;
        if (bytes > Array.MaxLength)
            throw new DbdException($"The files hold {bytes} bytes of pictures; at most {Array.MaxLength} fit.");
        byte[] images = new byte[bytes];
        InParallel(batches.Length, b => batches[b].CopyInterleaved(images.AsSpan(starts[b] * CifarLayout.Shape.Bytes)));
        return new MemoryDataset(CifarLayout.Shape, images, [.. batches.SelectMany(b => b.Labels)], names);
    }

    // The first file's error is the one to show, not an aggregate of all.
    private static void InParallel(int count, Action<int> work)
    {
        try
        {
            Parallel.For(0, count, work);
        }
        catch (AggregateException e)
        {
            throw e.InnerExceptions.OfType<DbdException>().OrderBy(x => x.Message, StringComparer.Ordinal).FirstOrDefault() ?? e.InnerExceptions[0];
        }
    }
}
