namespace Dbd.Data.Formats.Cifar;

/// <summary>Reads CIFAR files of either release and layout. Any number of records that a file holds whole is read.</summary>
internal static class CifarReader
{
    public static IDataset LoadTrain(CifarRelease release, string folder) => Load(release, folder, release.TrainStems);

    public static IDataset LoadTest(CifarRelease release, string folder) => Load(release, folder, [release.TestStem]);

    /// <summary>Both sets, in the size that was asked for.</summary>
    public static DatasetSplit Load(CifarRelease release, string folder, ReadingOptions options, CancellationToken cancellation) => new(
        Resized.To(LoadTrain(release, folder), options, cancellation),
        Resized.To(LoadTest(release, folder), options, cancellation),
        []);

    // File by file: the bytes of one are let go before the next is read, so that loading takes little more memory than the pictures.
    private static MemoryDataset Load(CifarRelease release, string folder, IReadOnlyList<string> stems)
    {
        (CifarLayout layout, string place) = CifarLayout.Find(release, folder);
        IReadOnlyList<string> names = layout.ReadNames(place) ?? release.StandardNames;
        string[] paths = [.. stems.Select(stem => Path.Combine(place, layout.FileName(stem)))];
        // In either layout a file is longer than its pictures, if not by much.
        byte[] images = PictureBlock.For(MostRecords(paths), CifarLayout.Shape);
        List<int> labels = [];
        foreach (string path in paths)
        {
            CifarBatch batch = layout.ReadBatch(path, names.Count);
            batch.CopyInterleaved(images.AsSpan(labels.Count * CifarLayout.Shape.Bytes));
            labels.AddRange(batch.Labels);
        }
        return new MemoryDataset(CifarLayout.Shape, images.AsMemory(0, labels.Count * CifarLayout.Shape.Bytes), [.. labels], names);
    }

    private static int MostRecords(string[] paths) =>
        (int)Math.Min(int.MaxValue, paths.Select(path => new FileInfo(path)).Sum(file => file.Exists ? file.Length : 0) / CifarLayout.Shape.Bytes);
}
