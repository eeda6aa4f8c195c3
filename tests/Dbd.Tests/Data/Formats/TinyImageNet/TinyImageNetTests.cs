using System.Text;

using Dbd.Data;
using Dbd.Data.Formats.TinyImageNet;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.TinyImageNet;

public sealed class TinyImageNetTests
{
    private static readonly TinyImageNetFormat s_format = new();
    private static readonly ReadingOptions s_small = new() { Size = 4, HeldOut = 0.5 };

    [Theory]
    [InlineData("")]
    [InlineData("tiny-imagenet-200")]
    public void Pictures_of_val_are_the_test_set_by_their_annotations(string inner)
    {
        using TempFolder folder = Filled(inner);
        folder.Png(Path.Combine(inner, "val/images/val_0.png"), 5);
        folder.Png(Path.Combine(inner, "val/images/val_1.png"), 6);
        Text(folder, Path.Combine(inner, "val/val_annotations.txt"), "val_1.png\tn01\t0\t0\t3\t3\nval_0.png\tn02\t0\t0\t3\t3\n");
        folder.Png(Path.Combine(inner, "test/images/test_0.png"), 7);
        Text(folder, Path.Combine(inner, "words.txt"), "n00\tthing\nn02\tcrane, a bird\nn01\tgoldfish, Carassius auratus\nn03\tcrane\n");
        Assert.IsType<TinyImageNetFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit data = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal(["goldfish", "n02", "n03"], data.Train.ClassNames);
        Assert.Equal([0, 0, 1, 2], Drawn.Labels(data.Train));
        Assert.Equal([1, 2, 3, 4], Levels(data.Train));
        Assert.Equal([0, 1], Drawn.Labels(data.Test));
        Assert.Equal([6, 5], Levels(data.Test));
        Assert.Equal("train/n01/images/n01_0.png", data.Train.Name(0));
        Assert.Equal(["The 1 pictures of test are left alone: they have no labels. The test set is val."], data.Warnings);
    }

    [Fact]
    public void Val_may_be_sorted_as_train_is()
    {
        using TempFolder folder = Filled("");
        folder.Png("val/n03/images/a.png", 8);
        DatasetSplit data = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal([2], Drawn.Labels(data.Test));
        Assert.Equal(["n01", "n02", "n03"], data.Train.ClassNames);
    }

    [Fact]
    public void Without_val_a_part_is_held_out_and_other_files_are_told()
    {
        using TempFolder folder = Filled("");
        folder.Write("train/n01/images/notes.txt", [1]);
        DatasetSplit data = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal(1, data.Test.Count);
        Assert.Contains("notes.txt; they are passed over", data.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("held out", data.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_beside_images_or_deeper_are_read_and_those_without_annotation_are_told()
    {
        using TempFolder folder = Filled("");
        folder.Png("train/n02/beside.png", 8);
        folder.Png("train/n02/images/deeper/x.png", 9);
        folder.Png("train/n04/1.png", 10);
        folder.Png("val/images/a.png", 11);
        folder.Png("val/images/b.png", 12);
        Text(folder, "val/val_annotations.txt", "b.png\tn04\t0\t0\t3\t3\n");
        DatasetSplit data = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal([1, 2, 8, 3, 9, 4, 10], Levels(data.Train));
        Assert.Equal(["n01", "n02", "n03", "n04"], data.Train.ClassNames);
        Assert.StartsWith("1 pictures of val have no line in ", Assert.Single(data.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("val_0.png\tn09\t0\n", "val_annotations.txt, line 1: no training picture has the class n09")]
    [InlineData("\nval_0.png\n", "val_annotations.txt, line 2: expected a picture and a class")]
    [InlineData("../../../x.png\tn01\n", "x.png is not below")]
    public void Annotations_that_are_wrong_are_told_with_their_line(string annotations, string problem)
    {
        using TempFolder folder = Filled("");
        Text(folder, "val/val_annotations.txt", annotations);
        Assert.Contains(
            problem,
            Assert.Throws<DbdException>(() => s_format.Load(folder.Path, s_small, CancellationToken.None)).Message,
            StringComparison.Ordinal);
    }

    private static int[] Levels(IImageSource data) => [.. Enumerable.Range(0, data.Count).Select(i => (int)data.Read(i)[0])];

    private static void Text(TempFolder folder, string name, string text) => folder.Write(name, Encoding.ASCII.GetBytes(text));

    private static TempFolder Filled(string inner)
    {
        TempFolder folder = new();
        folder.Png(Path.Combine(inner, "train/n01/images/n01_0.png"), 1);
        folder.Png(Path.Combine(inner, "train/n01/images/n01_1.png"), 2);
        folder.Png(Path.Combine(inner, "train/n02/images/n02_0.png"), 3);
        folder.Png(Path.Combine(inner, "train/n03/images/n03_0.png"), 4);
        folder.Write(Path.Combine(inner, "train/n01/n01_boxes.txt"), [1]);
        Text(folder, Path.Combine(inner, "wnids.txt"), "n01\nn02\nn03\n");
        return folder;
    }
}
