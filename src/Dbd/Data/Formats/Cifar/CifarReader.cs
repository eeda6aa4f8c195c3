using Dbd.Serialization;

namespace Dbd.Data.Formats.Cifar;

/// <summary>Reads CIFAR files of either release and layout. Any number of records that a file holds whole is read.</summary>
internal static class CifarReader
{
    public static IImageSource LoadTrain(CifarRelease release, string folder) =>
        Load(release, folder, release.TrainStems, new FileBuffer());

    public static IImageSource LoadTest(CifarRelease release, string folder) => Load(release, folder, [release.TestStem], new FileBuffer());

    /// <summary>Both sets, in the size that was asked for.</summary>
    public static DatasetSplit Load(CifarRelease release, string folder, ReadingOptions options, CancellationToken cancellation)
    {
        FileBuffer buffer = new();
        return new DatasetSplit(
            Resized.To(Load(release, folder, release.TrainStems, buffer), options, cancellation),
            Resized.To(Load(release, folder, [release.TestStem], buffer), options, cancellation),
            []);
    }

    /// <summary>What is there: reading all takes a second.</summary>
    public static DataSummary Inspect(CifarRelease release, string folder) =>
        DataSummary.Of(LoadTrain(release, folder), LoadTest(release, folder), []);

    // File by file, each from the buffer straight to its place: loading takes one file more memory than the pictures.
    private static HeldImages Load(CifarRelease release, string folder, IReadOnlyList<string> stems, FileBuffer buffer)
    {
        (CifarLayout layout, string place) = CifarLayout.Find(release, folder);
        IReadOnlyList<string> names = layout.ReadNames(place) ?? release.StandardNames;
        string[] paths = [.. stems.Select(stem => Path.Combine(place, layout.FileName(stem)))];
        // In either layout a file is longer than its pictures, if not by much.
        byte[] images = PictureBlock.For(MostRecords(paths), CifarLayout.Shape);
        List<int> labels = [];
        foreach (string path in paths)
        {
            CifarRecords records = layout.Read(path, names.Count, buffer);
            records.CopyInterleaved(images.AsSpan(labels.Count * CifarLayout.Shape.Bytes));
            labels.AddRange(records.Labels);
        }
        return new HeldImages(CifarLayout.Shape, images.AsMemory(0, labels.Count * CifarLayout.Shape.Bytes), [.. labels], names);
    }

    private static int MostRecords(string[] paths) =>
        (int)Math.Min(
            int.MaxValue, paths.Select(path => new FileInfo(path)).Sum(file => file.Exists ? file.Length : 0) / CifarLayout.Shape.Bytes);
}
