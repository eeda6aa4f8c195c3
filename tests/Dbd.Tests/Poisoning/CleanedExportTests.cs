using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Poisoning.Export;
using Dbd.Suspicion;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Poisoning;

public sealed class CleanedExportTests : IDisposable
{
    private const int Count = 60;

    private readonly TempFolder _folder = new();
    private readonly IImageSource _train = Synthetic.Generate(seed: 1, SyntheticSplit.Train, Count);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ExportFormat.Folder)]
    [InlineData(ExportFormat.Idx)]
    public void What_is_left_out_is_not_there_and_what_is_relabelled_has_its_new_label(ExportFormat format)
    {
        string data = _folder.File("data");
        CifarBinaryWriter.Write(data, _train, Synthetic.Generate(seed: 1, SyntheticSplit.Test, 30));
        DatasetSplit read = Read(data, 32);
        string list = List(read.Train);
        (int kept, int relabelled, int leftOut) = new CleanedExport
        {
            Data = data,
            Suspects = list,
            Out = _folder.File("cleaned"),
            Format = format,
        }.Write(read, TestContext.Current.CancellationToken);
        Assert.Equal((40, 20, 20), (kept, relabelled, leftOut));

        DatasetSplit cleaned = Read(_folder.File("cleaned"), 32);
        (byte[] Picture, int Label)[] expected = [.. Enumerable.Range(0, Count).Where(i => i % 3 != 2).Select(i =>
            (read.Train.Read(i), i % 3 == 0 ? read.Train.Label(i) : (read.Train.Label(i) + 1) % 10))];
        Assert.Equal(
            expected.Select(Key).Order(),
            Enumerable.Range(0, 40).Select(i => Key((cleaned.Train.Read(i), cleaned.Train.Label(i)))).Order());
        Assert.Equal(30, cleaned.Test.Count);

        static string Key((byte[] Picture, int Label) sample) => $"{sample.Label} {Convert.ToHexString(sample.Picture)}";
    }

    [Fact]
    public void Files_are_copied_unchanged()
    {
        string data = _folder.File("pictures");
        ImageFolderOf(data);
        DatasetSplit read = Read(data, 16);
        new CleanedExport { Data = data, Suspects = List(read.Train), Out = _folder.File("cleaned") }
            .Write(read, TestContext.Current.CancellationToken);
        foreach (int i in Enumerable.Range(0, read.Train.Count).Where(i => i % 3 != 2))
        {
            int label = i % 3 == 0 ? read.Train.Label(i) : (read.Train.Label(i) + 1) % 10;
            string copy = _folder.File("cleaned", "train", read.Train.ClassNames[label], Path.GetFileName(read.Train.Name(i)));
            Assert.Equal(File.ReadAllBytes(Path.Combine(data, read.Train.Name(i))), File.ReadAllBytes(copy));
        }
    }

    [Fact]
    public void A_list_of_other_data_is_refused_and_nothing_is_left()
    {
        string data = _folder.File("data");
        CifarBinaryWriter.Write(data, _train, Synthetic.Generate(seed: 1, SyntheticSplit.Test, 30));
        DatasetSplit read = Read(data, 32);
        string list = List(new Subset(read.Train, [.. Enumerable.Range(0, Count - 1)]));
        string refused = Assert.Throws<DbdException>(() =>
            new CleanedExport { Data = data, Suspects = list, Out = _folder.File("cleaned") }
                .Write(read, TestContext.Current.CancellationToken)).Message;
        Assert.StartsWith($"{list} names 59 samples in 59 rows, and the training set has 60", refused, StringComparison.Ordinal);
        Assert.Equal(["data", "suspects.csv"], Directory.GetFileSystemEntries(_folder.Path).Select(p => Path.GetFileName(p)).Order());
    }

    // A third is kept, a third gets the next label, a third is left out.
    private string List(IImageSource train)
    {
        string path = _folder.File("suspects.csv");
        SuspectFile.Write(
            path,
            [.. Enumerable.Range(0, train.Count).Select(i => new Suspect(i, train.Label(i), (train.Label(i) + 1) % 10, 0.5, false)
            {
                Action = (SampleAction)(i % 3),
            })],
            train.ClassNames);
        return path;
    }

    private void ImageFolderOf(string folder) => Dbd.Data.Formats.Pictures.ImageFolderWriter.Write(
        folder, _train, [.. Enumerable.Range(0, Count)], null, TestContext.Current.CancellationToken);

    private static DatasetSplit Read(string path, int size) =>
        DataCatalog.Read(path, new ReadingOptions { Size = size }, TestContext.Current.CancellationToken);
}
