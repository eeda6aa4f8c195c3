using System.Text;

using Dbd.Data;
using Dbd.Data.Formats.Gtsrb;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Gtsrb;

public sealed class GtsrbTests
{
    private const string Header = "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\r\n";
    private static readonly GtsrbFormat s_format = new();
    private static readonly ReadingOptions s_small = new() { Size = 4, HeldOut = 0.5 };

    [Theory]
    [InlineData("", "Final_Training/Images", "Final_Test/Images", "Final_Test/Images/GT-final_test.csv")]
    [InlineData("GTSRB", "Final_Training/Images", "Final_Test/Images", "GT-final_test.csv")]
    [InlineData("gtsrb/GTSRB", "Training", "Final_Test/Images", "../GT-final_test.csv")]
    [InlineData("", "Train", "Test", "Test/GT-final_test.csv")]
    public void Official_folders_are_read_in_the_order_of_their_tables(string inner, string train, string test, string table)
    {
        using TempFolder folder = new();
        Official(folder, Path.Combine(inner, train));
        Ppm(folder, Path.Combine(inner, test, "00000.ppm"), 70);
        Ppm(folder, Path.Combine(inner, test, "00001.ppm"), 80);
        Text(folder, Path.Combine(inner, table), $"{Header}00000.ppm;5;5;0;0;4;4;14\n00001.ppm;5;5;0;0;4;4;2\n");
        Assert.True(s_format.IsIn(folder.Path));
        DatasetSplit data = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal(["2", "14"], data.Train.ClassNames);
        Assert.Equal([0, 0, 1], Drawn.Labels(data.Train));
        Assert.Equal([20, 10, 30], Levels(data.Train));
        Assert.Equal([1, 0], Drawn.Labels(data.Test));
        Assert.Equal([70, 80], Levels(data.Test));
        Assert.Equal($"{train}/00002/b.ppm", data.Train.Name(0));
        Assert.Empty(data.Warnings);
    }

    [Fact]
    public void A_relative_path_is_read_as_a_full_one()
    {
        using TempFolder folder = new();
        Official(folder, "Final_Training/Images");
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Path);
        DatasetSplit data = s_format.Load(relative, s_small with { HeldOut = 0.1 }, CancellationToken.None);
        Assert.Equal("Final_Training/Images/00002/b.ppm", data.Train.Name(0));
    }

    [Fact]
    public void Test_pictures_whose_classes_are_not_there_are_said_to_be_left_alone()
    {
        using TempFolder folder = new();
        Official(folder, "Final_Training/Images");
        Ppm(folder, "Final_Test/Images/00000.ppm", 70);
        Text(
            folder, "Final_Test/Images/GT-final_test.csv", "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2\n00000.ppm;5;5;0;0;4;4\n");
        DatasetSplit data = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal((2, 1), (data.Train.Count, data.Test.Count));
        Assert.Contains("their classes are in GT-final_test.csv", data.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("held out", data.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_form_of_two_tables_is_read_beside_folders_of_other_pictures()
    {
        using TempFolder folder = new();
        folder.Png("Train/20/a.png", 1);
        folder.Png("Train/3/b.png", 2);
        folder.Png("Test/0.png", 3);
        folder.Png("Meta/0.png", 9);
        const string header = "Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path\n";
        Text(folder, "Train.csv", $"{header}4,4,0,0,3,3,20,Train/20/a.png\n4,4,0,0,3,3,3,Train/3/b.png\n");
        Text(folder, "Test.csv", $"{header}4,4,0,0,3,3,20,Test/0.png\n");
        Assert.IsType<GtsrbFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit data = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal(["3", "20"], data.Train.ClassNames);
        Assert.Equal([1, 2], Levels(data.Train));
        Assert.Equal([1, 0], Drawn.Labels(data.Train));
        Assert.Equal([1], Drawn.Labels(data.Test));
    }

    [Theory]
    [InlineData("ClassId,Path\n3,../x.png\n", "Train.csv, row 1 of its data: ../x.png is not below")]
    [InlineData("ClassId,Path\n3,/x.png\n", "/x.png is not below")]
    [InlineData("ClassId,Path\n-3,a.png\n", "row 1 of its data: its ClassId is '-3'; expected a number from 0")]
    [InlineData("ClassId,Path\n3,a.png\nx,a.png\n", "row 2 of its data: its ClassId is 'x'")]
    [InlineData("ClassId,Picture\n3,a.png\n", "has no column Path; its columns are: ClassId, Picture")]
    public void A_table_that_is_wrong_is_told_with_its_row(string table, string problem)
    {
        using TempFolder folder = new();
        folder.Png("a.png", 1);
        Text(folder, "Train.csv", table);
        Assert.Contains(
            problem,
            Assert.Throws<DbdException>(() => s_format.Load(folder.Path, s_small, CancellationToken.None)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_picture_of_a_class_without_training_pictures_is_told()
    {
        using TempFolder folder = new();
        folder.Png("a.png", 1);
        Text(folder, "Train.csv", "ClassId,Path\n3,a.png\n");
        Text(folder, "Test.csv", "ClassId,Path\n4,a.png\n");
        Assert.Contains(
            "Test.csv, row 1 of its data: no training picture has the class 4",
            Assert.Throws<DbdException>(() => s_format.Load(folder.Path, s_small, CancellationToken.None)).Message,
            StringComparison.Ordinal);
    }

    private static int[] Levels(IImageSource data) => [.. Enumerable.Range(0, data.Count).Select(i => (int)data.Read(i)[0])];

    private static void Official(TempFolder folder, string train)
    {
        Ppm(folder, Path.Combine(train, "00002", "a.ppm"), 10);
        Ppm(folder, Path.Combine(train, "00002", "b.ppm"), 20);
        Ppm(folder, Path.Combine(train, "00014", "a.ppm"), 30);
        Text(folder, Path.Combine(train, "00002", "GT-00002.csv"), $"{Header}b.ppm;5;6;0;0;4;4;2\r\na.ppm;5;6;0;0;4;4;2\r\n");
        Text(folder, Path.Combine(train, "00014", "GT-00014.csv"), $"{Header}a.ppm;5;6;0;0;4;4;14\r\n");
    }

    private static void Ppm(TempFolder folder, string name, byte level) =>
        folder.Write(name, [.. "P6\n5 6\n255\n"u8, .. Enumerable.Repeat(level, 90)]);

    private static void Text(TempFolder folder, string name, string text) => folder.Write(name, Encoding.ASCII.GetBytes(text));
}
