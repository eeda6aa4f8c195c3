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

    // File by file, all through one buffer.
    private static CifarImages Load(CifarRelease release, string folder, IReadOnlyList<string> stems, FileBuffer buffer)
    {
        (CifarLayout layout, string place) = CifarLayout.Find(release, folder);
        IReadOnlyList<string> names = layout.ReadNames(place) ?? release.StandardNames;
        string[] paths = [.. stems.Select(stem => Path.Combine(place, layout.FileName(stem)))];
        return new CifarImages([.. paths.Select(path => new CifarFile(path, layout.Read(path, names.Count, buffer), buffer))], names);
    }
}
