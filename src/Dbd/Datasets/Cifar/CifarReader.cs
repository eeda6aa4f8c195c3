namespace Dbd.Datasets.Cifar;

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

    private static MemoryDataset Load(CifarRelease release, string folder, IReadOnlyList<string> stems)
    {
        (CifarLayout layout, string place) = CifarLayout.Find(release, folder);
        IReadOnlyList<string> names = layout.ReadNames(place) ?? release.StandardNames;
        CifarBatch[] batches = new CifarBatch[stems.Count];
        ParallelWork.For(
            stems.Count, "files read", null, i => batches[i] = layout.ReadBatch(Path.Combine(place, layout.FileName(stems[i])), names.Count), CancellationToken.None);
        return Joined(batches, names);
    }

    private static MemoryDataset Joined(CifarBatch[] batches, IReadOnlyList<string> names)
    {
        int[] starts = new int[batches.Length];
        for (int b = 1; b < batches.Length; b++)
            starts[b] = starts[b - 1] + batches[b - 1].Count;
        byte[] images = PictureBlock.For(batches.Sum(b => b.Count), CifarLayout.Shape);
        ParallelWork.For(
            batches.Length, "files joined", null, b => batches[b].CopyInterleaved(images.AsSpan(starts[b] * CifarLayout.Shape.Bytes)), CancellationToken.None);
        return new MemoryDataset(CifarLayout.Shape, images, [.. batches.SelectMany(b => b.Labels)], names);
    }
}
