using System.Text;

using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Cifar;

public sealed class Cifar100Tests
{
    private static readonly Cifar100Format s_format = new();

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "cifar-100-python")]
    [InlineData(true, "")]
    [InlineData(true, "cifar-100-binary")]
    public void Both_layouts_give_fine_labels_and_their_names(bool binary, string inner)
    {
        using TempFolder folder = Filled(binary, inner);
        Assert.True(s_format.IsIn(folder.Path));
        Assert.False(new Cifar10Format().IsIn(folder.Path));
        DatasetSplit data = s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None);
        Assert.Equal(100, data.Train.ClassNames.Count);
        Assert.Equal("name 41", data.Train.ClassNames[41]);
        Assert.Equal([99, 0, 41], Drawn.Labels(data.Train));
        Assert.Equal([7], Drawn.Labels(data.Test));
        for (int p = 0; p < CifarFiles.PlaneBytes; p++)
            Assert.Equal(CifarFiles.Pixel(2, 1, p), data.Train.Read(2)[3 * p + 1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Coarse_labels_are_read_where_they_are_asked_for(bool binary)
    {
        using TempFolder folder = new();
        string[] names = [.. Enumerable.Range(0, 20).Select(n => $"group {n}")];
        if (binary)
        {
            folder.Write("train.bin", [19, .. CifarFiles.Binary(99), 2, 0, .. CifarFiles.Planes(1)]);
            folder.Write("test.bin", [1, .. CifarFiles.Binary(7)]);
            folder.Write("coarse_label_names.txt", Encoding.ASCII.GetBytes(string.Join('\n', names)));
        }
        else
        {
            folder.Write("train", CifarFiles.Python("coarse_labels", 19, 2));
            folder.Write("test", CifarFiles.Python("coarse_labels", 1));
            folder.Write("meta", CifarFiles.PythonMeta("coarse_label_names", names));
        }
        DatasetSplit data = DataCatalog.Read(folder.Path, new ReadingOptions { Labels = LabelKind.Coarse }, CancellationToken.None);
        Assert.Equal(names, data.Train.ClassNames);
        Assert.Equal([19, 2], Drawn.Labels(data.Train));
        Assert.Equal([1], Drawn.Labels(data.Test));
        Assert.Equal(CifarFiles.Pixel(1, 0, 0), data.Train.Read(1)[0]);
    }

    [Fact]
    public void Classes_without_names_are_numbered()
    {
        using TempFolder folder = Filled(binary: true, "");
        File.Delete(folder.File("fine_label_names.txt"));
        Assert.Equal("99", s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None).Train.ClassNames[99]);
    }

    [Fact]
    public void Another_size_is_resized_to()
    {
        using TempFolder folder = Filled(binary: true, "");
        IImageSource train = s_format.Load(folder.Path, new ReadingOptions { Size = 20 }, CancellationToken.None).Train;
        Assert.Equal(new ImageShape(20, 20), train.Shape);
        Assert.Equal([99, 0, 41], Drawn.Labels(train));
    }

    [Fact]
    public void A_missing_or_broken_file_is_named()
    {
        using TempFolder folder = Filled(binary: true, "");
        folder.Write("test.bin", new byte[3075]);
        Assert.Contains("3075 bytes, which is 1 records of 3074 bytes and 1 left over", Message(folder));
        File.Delete(folder.File("test.bin"));
        Assert.Contains($"{folder.File("test.bin")} does not exist; it should be a CIFAR-100 file", Message(folder));
    }

    private static string Message(TempFolder folder) =>
        Assert.Throws<DbdException>(() => s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None)).Message;

    private static TempFolder Filled(bool binary, string inner)
    {
        TempFolder folder = new();
        string[] names = [.. Enumerable.Range(0, 100).Select(n => $"name {n}")];
        if (binary)
        {
            // The coarse label is the first byte, and is not what is read.
            folder.Write(
                Path.Combine(inner, "train.bin"),
                [1, .. CifarFiles.Binary(99), 2, 0, .. CifarFiles.Planes(1), 3, 41, .. CifarFiles.Planes(2)]);
            folder.Write(Path.Combine(inner, "test.bin"), [1, .. CifarFiles.Binary(7)]);
            folder.Write(Path.Combine(inner, "fine_label_names.txt"), Encoding.ASCII.GetBytes(string.Join('\n', names)));
        }
        else
        {
            folder.Write(Path.Combine(inner, "train"), CifarFiles.Python("fine_labels", 99, 0, 41));
            folder.Write(Path.Combine(inner, "test"), CifarFiles.Python("fine_labels", 7));
            folder.Write(Path.Combine(inner, "meta"), CifarFiles.PythonMeta("fine_label_names", names));
        }
        return folder;
    }
}
