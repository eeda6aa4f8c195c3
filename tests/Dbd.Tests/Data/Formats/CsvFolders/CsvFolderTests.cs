using System.Text;

using Dbd.Data;
using Dbd.Data.Formats.CsvFolders;
using Dbd.Data.Formats.Pictures;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.CsvFolders;

public sealed class CsvFolderTests
{
    private static readonly CsvFolderFormat s_format = new();

    [Theory]
    [InlineData("train.csv", "train", "id,label", "", ".png")]
    [InlineData("labels.csv", "train", "id,breed", "", ".jpg")]
    [InlineData("train.csv", "train_images", "image_id,label", ".png", "")]
    [InlineData("train.csv", "train/train", "id,has_cactus", ".png", "")]
    [InlineData("train.csv", "images", "Image;Id", ".png", "")]
    [InlineData("train.csv", "", "filename,width,target", ".png", "")]
    public void Tables_folders_and_columns_are_found(string table, string place, string header, string written, string lacking)
    {
        using TempFolder folder = new();
        for (byte i = 1; i <= 6; i++)
            folder.Png(Path.Combine(place, $"p{i}{written}{lacking}"), i);
        char separator = header.Contains(';') ? ';' : ',';
        string width = header.Contains("width") ? $"{separator}4" : "";
        string rows = string.Concat(Enumerable.Range(1, 6).Select(i => $"p{i}{written}{width}{separator}{(i % 2 == 0 ? "cat" : "dog")}\n"));
        folder.Write(table, Encoding.UTF8.GetBytes($"{header}\n{rows}"));
        Assert.IsType<CsvFolderFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit read = Load(folder);
        Assert.Equal(["cat", "dog"], read.Train.ClassNames);
        Assert.Equal(6, read.Train.Count + read.Test.Count);
        for (int i = 0; i < read.Train.Count; i++)
        {
            Assert.Equal(read.Train.Label(i), read.Train.Read(i)[0] % 2);
            Assert.Equal(Path.Combine(place, $"p{read.Train.Read(i)[0]}{written}{lacking}"), read.Train.Name(i));
        }
        Assert.Contains("held out", Assert.Single(read.Warnings));
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        using TempFolder folder = new();
        (IImageSource train, IImageSource test) = (Drawn.Train(), Drawn.Test());
        CsvFolderWriter.Write(folder.Path, "train", train, null, CancellationToken.None);
        CsvFolderWriter.Write(folder.Path, "test", test, null, CancellationToken.None);
        Assert.IsType<CsvFolderFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit read = s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None);
        Drawn.AssertSame(train, read.Train);
        Drawn.AssertSame(test, read.Test);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void A_table_of_tests_with_labels_is_the_test_set()
    {
        using TempFolder folder = Pets();
        folder.Png("test/t1.png", 9);
        folder.Write("test.csv", "id,label\nt1,1\n"u8.ToArray());
        DatasetSplit read = Load(folder);
        Assert.Equal([1], Drawn.Labels(read.Test));
        Assert.Equal(9, read.Test.Read(0)[0]);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void A_table_of_tests_without_labels_and_pictures_in_no_row_are_told()
    {
        using TempFolder folder = Pets();
        folder.Png("test/t1.png", 9);
        folder.Png("train/other.png", 9);
        folder.Write("test.csv", "id,width\nt1,4\n"u8.ToArray());
        IReadOnlyList<string> warnings = Load(folder).Warnings;
        Assert.Contains(warnings, w => w.Contains("test.csv and its pictures are left alone: it has no column label"));
        Assert.Contains(warnings, w => w.Contains("1 pictures of") && w.Contains("other.png"));
    }

    [Theory]
    [InlineData("id,label\n1,0\n2,1\n1,1\n", "row 3 of its data: '1' is in row 1 already")]
    [InlineData("id,label\n1,0\n2,\n", "row 2 of its data: its label is empty")]
    [InlineData("id,label\n1,0\n2,0.5\n", "row 2 of its data: its label is '0.5'")]
    [InlineData("id,label\n1,0\n,1\n", "row 2 of its data: its id is empty")]
    [InlineData("id,label\n1,0\n../../x,1\n", "is not below")]
    [InlineData("id,label\n1,0\n/etc/passwd,1\n", "is not below")]
    [InlineData("id,label\n1,0\nlink,1\n", "is not below")]
    [InlineData("id,healthy,rust\n1,0,1\n", "no column label or class, and more than two columns")]
    [InlineData("id,label\n1,0\n9,1\n", "9.png does not exist")]
    public void A_table_that_is_not_what_it_should_be_is_named_with_the_reason(string table, string problem)
    {
        using TempFolder folder = Pets();
        using TempFolder elsewhere = new();
        File.CreateSymbolicLink(folder.File("train", "link.png"), elsewhere.Png("x.png", 1));
        folder.Write("train.csv", Encoding.UTF8.GetBytes(table));
        string message = Assert.Throws<DbdException>(() => Load(folder)).Message;
        Assert.Contains(folder.Path, message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void A_folder_of_classes_with_some_table_is_still_one()
    {
        using TempFolder folder = new();
        folder.Png("train/cat/1.png", 1);
        folder.Png("train/dog/1.png", 1);
        folder.Write("train.csv", "epoch,loss\n1,0.5\n"u8.ToArray());
        Assert.IsType<ImageFolderFormat>(DataCatalog.FormatIn(folder.Path));
    }

    private static TempFolder Pets()
    {
        TempFolder folder = new();
        for (byte i = 1; i <= 4; i++)
            folder.Png($"train/{i}.png", i);
        folder.Write("train.csv", "id,label\n1,0\n2,1\n3,0\n4,1\n"u8.ToArray());
        return folder;
    }

    private static DatasetSplit Load(TempFolder folder) =>
        s_format.Load(folder.Path, new ReadingOptions { Size = 4 }, CancellationToken.None);
}
