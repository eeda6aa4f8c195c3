using Dbd.Data;
using Dbd.Data.Formats.Pictures;
using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Pictures;

public sealed class ImageFolderTests
{
    private static readonly ImageFolderFormat s_format = new();
    private static readonly ReadingOptions s_small = new() { Size = 4, HeldOut = 0.5 };

    private static int[] Levels(IImageSource data) => [.. Enumerable.Range(0, data.Count).Select(i => (int)data.Read(i)[0])];

    [Fact]
    public void What_the_writer_writes_is_read_again_byte_for_byte()
    {
        using TempFolder folder = new();
        IImageSource train = Drawn.Train();
        IImageSource test = Drawn.Test();
        ImageFolderWriter.Write(folder.File("train"), train, [.. Enumerable.Range(0, train.Count)], null, CancellationToken.None);
        ImageFolderWriter.Write(folder.File("test"), test, [.. Enumerable.Range(0, test.Count)], null, CancellationToken.None);
        ClassList.Write(folder.File("classes.txt"), train.ClassNames);
        Assert.True(s_format.IsIn(folder.Path));
        DatasetSplit read = s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None);
        Drawn.AssertSame(Drawn.ByClass(train), read.Train);
        Drawn.AssertSame(Drawn.ByClass(test), read.Test);
        Assert.Empty(read.Warnings);
        Assert.Equal($"train/{ImageFolderWriter.FileOf(train, int.Parse(Drawn.ByClass(train).Name(9)))}", read.Train.Name(9));
    }

    [Fact]
    public void Classes_and_files_are_in_ordinal_order_and_other_files_are_passed_over()
    {
        using TempFolder folder = new();
        folder.Png("b/x.png", 1);
        folder.Png("b/Y.PNG", 2);
        folder.Png("B/10.png", 3);
        folder.Png("B/9.png", 4);
        folder.Png("a/1.png", 5);
        folder.Png("a/2.png", 6);
        folder.Write("a/notes.txt", [1]);
        folder.Write("a/.hidden.png", [1]);
        folder.Write(".git/x.png", [1]);
        DatasetSplit read = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal(["B", "a", "b"], read.Train.ClassNames);
        Assert.Equal(6, read.Train.Count + read.Test.Count);
        Assert.Contains("1 files", read.Warnings[0]);
        Assert.Contains("notes.txt", read.Warnings[0]);
        PictureListing listing = ImageFolder.List(folder.Path);
        Assert.Equal(["B/10.png", "B/9.png", "a/1.png", "a/2.png", "b/Y.PNG", "b/x.png"], listing.Train.Select(p => p.Name));
    }

    [Fact]
    public void Pictures_deeper_than_the_folder_of_their_class_are_of_that_class_and_told()
    {
        using TempFolder folder = new();
        folder.Png("a/1.png", 1);
        folder.Png("a/more/still/4.png", 1);
        folder.Png("a/more/3.png", 1);
        folder.Png("a/more-of-it/2.png", 1);
        folder.Png("b/images/1.png", 1);
        folder.Write("b/images/notes.txt", [1]);
        PictureListing listing = ImageFolder.List(folder.Path);
        Assert.Equal(
            ["a/1.png", "a/more/3.png", "a/more-of-it/2.png", "a/more/still/4.png", "b/images/1.png"], listing.Train.Select(p => p.Name));
        Assert.Equal([0, 0, 0, 0, 1], listing.Train.Select(p => p.Label));
        Assert.StartsWith($"4 pictures of {folder.Path} lie deeper than in the folder of their class, the first ", listing.Warnings[0]);
        Assert.Contains("1 files", listing.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_may_have_all_their_pictures_a_folder_deeper()
    {
        using TempFolder folder = new();
        folder.Png("train/n01/images/1.png", 1);
        folder.Png("train/n02/images/1.png", 2);
        Assert.True(s_format.IsIn(folder.File("train")));
        Assert.IsType<ImageFolderFormat>(DataCatalog.FormatIn(folder.Path));
        Assert.Equal(["n01", "n02"], ImageFolder.List(folder.Path).ClassNames);
        Assert.Equal(2, ImageFolder.List(folder.File("train")).Train.Count);
    }

    [Fact]
    public void Pictures_of_no_class_are_told()
    {
        using TempFolder folder = new();
        folder.Png("Training/a/1.png", 1);
        folder.Png("Training/2.png", 1);
        folder.Png("Training/3.png", 1);
        folder.Png("TESTING/a/1.png", 1);
        folder.Png("0.png", 1);
        PictureListing listing = ImageFolder.List(folder.Path);
        Assert.Equal("TESTING/a/1.png", Assert.Single(listing.Test!).Name);
        Assert.Equal(
            [
                $"2 pictures lie in {folder.File("Training")} itself, the first {folder.File("Training", "2.png")}: "
                    + "they are of no class, and are passed over.",
                $"1 pictures lie in {folder.Path} itself, the first {folder.File("0.png")}: they are of no class, and are passed over.",
            ],
            listing.Warnings);
    }

    [Fact]
    public void Netpbm_pictures_are_pictures()
    {
        using TempFolder folder = new();
        folder.Write("a/1.ppm", [.. "P6 4 4 255\n"u8, .. Enumerable.Repeat((byte)9, 48)]);
        folder.Write("a/2.PGM", [.. "P5 4 4 255\n"u8, .. Enumerable.Repeat((byte)8, 16)]);
        folder.Write("a/3.ppm", "P6 4 4 255\n"u8.ToArray());
        string broken = Assert.Throws<DbdException>(() => s_format.Load(folder.Path, s_small, CancellationToken.None)).Message;
        Assert.Contains("1 of 3 pictures", broken, StringComparison.Ordinal);
        File.Delete(folder.File("a/3.ppm"));
        DatasetSplit read = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal([8, 9], Levels(read.Train).Concat(Levels(read.Test)).Order());
    }

    [Fact]
    public void The_list_of_classes_gives_their_order()
    {
        using TempFolder folder = new();
        folder.Png("train/a/1.png", 1);
        folder.Png("train/b/1.png", 2);
        folder.Png("val/b/1.png", 3);
        folder.Write("classes.txt", "b\na\n"u8.ToArray());
        DatasetSplit read = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal([2, 1], Levels(read.Train));
        Assert.Equal([0, 1], Drawn.Labels(read.Train));
        Assert.Equal([3], Levels(read.Test));
        Assert.Equal("val/b/1.png", read.Test.Name(0));
    }

    [Fact]
    public void Of_several_test_folders_test_is_taken_and_that_is_said()
    {
        using TempFolder folder = new();
        folder.Png("train/a/1.png", 1);
        folder.Png("test/a/1.png", 2);
        folder.Png("val/a/1.png", 3);
        folder.Png("extra/a/1.png", 4);
        DatasetSplit read = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal([2], Levels(read.Test));
        Assert.Contains(read.Warnings, w => w.Contains("val", StringComparison.Ordinal));
        Assert.Contains(read.Warnings, w => w.Contains("extra is left alone, with 1 pictures", StringComparison.Ordinal));
    }

    [Fact]
    public void Orientation_is_followed_and_grey_is_grey()
    {
        using TempFolder folder = new();
        folder.Jpeg("a/1.jpg", orientation: 1);
        folder.Jpeg("a/2.jpg", orientation: 3);
        folder.Jpeg("a/3.jpg", orientation: 6);
        folder.GreyJpeg("a/4.jpeg", 77);
        IImageSource data = s_format.Load(WithTest(folder), new ReadingOptions { Size = 8 }, CancellationToken.None).Train;
        Assert.Equal((255, 0), Ends(data.Read(0), bottom: 7 * 8 * 3));
        Assert.Equal((0, 255), Ends(data.Read(1), bottom: 7 * 8 * 3));
        // Turned to the right: white is what was above, now on the right.
        Assert.Equal((0, 255), Ends(data.Read(2), bottom: 7 * 3));
        Assert.Equal([77, 77, 77], data.Read(3)[..3].ToArray());

        static (byte, byte) Ends(ReadOnlySpan<byte> image, int bottom) => (image[0], image[bottom]);
    }

    [Fact]
    public void Broken_files_are_skipped_and_listed()
    {
        using TempFolder folder = new();
        for (int i = 0; i < 40; i++)
            folder.Png($"a/{i:00}.png", (byte)i);
        folder.Write("a/17.png", "no picture"u8.ToArray());
        DatasetSplit read = s_format.Load(WithTest(folder), s_small, CancellationToken.None);
        Assert.Equal(39, read.Train.Count);
        Assert.DoesNotContain(17, Levels(read.Train));
        Assert.Equal("train/a/18.png", read.Train.Name(17));
        Assert.Contains("17.png is no picture", Assert.Single(read.Warnings));
    }

    [Fact]
    public void From_five_percent_on_broken_files_are_fatal()
    {
        using TempFolder folder = new();
        for (int i = 0; i < 20; i++)
            folder.Png($"a/{i:00}.png", (byte)i);
        folder.Write("a/17.png", "no picture"u8.ToArray());
        string message = Message(WithTest(folder));
        Assert.Contains("1 of 20 pictures", message);
        Assert.Contains("17.png is no picture", message);
    }

    [Fact]
    public void A_class_that_is_left_empty_is_fatal()
    {
        using TempFolder folder = new();
        for (int i = 0; i < 40; i++)
            folder.Png($"a/{i:00}.png", (byte)i);
        folder.Write("b/0.png", "no picture"u8.ToArray());
        Assert.Contains("class 'b'", Message(WithTest(folder)));
    }

    [Fact]
    public void Pictures_too_large_are_refused_by_file_and_header()
    {
        using TempFolder folder = new();
        string path = folder.Png("train/a/1.png", 1);
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(PictureFile.MaxBytes + 1);
        Assert.Contains("67108865 bytes, more than the 67108864 allowed", Message(folder.Path));
    }

    [Fact]
    public void A_class_that_training_does_not_have_is_named()
    {
        using TempFolder folder = new();
        folder.Png("train/a/1.png", 1);
        folder.Png("test/c/1.png", 1);
        Assert.Contains("is no class", Message(folder.Path));
    }

    [Fact]
    public void A_test_set_without_pictures_is_said()
    {
        using TempFolder folder = new();
        folder.Png("train/a/1.png", 1);
        folder.Write("test/a/notes.txt", []);
        Assert.Contains("test set of", Message(folder.Path));
    }

    [Fact]
    public void Links_stay_within_the_folder()
    {
        using TempFolder elsewhere = new();
        elsewhere.Png("secret/1.png", 9);
        using TempFolder folder = new();
        folder.Png("data/a/1.png", 1);
        File.CreateSymbolicLink(folder.File("data", "a", "2.png"), "1.png");
        string link = Path.Combine(folder.Path, "whole");
        Directory.CreateSymbolicLink(link, folder.File("data"));
        Assert.Equal(2, s_format.Load(link, s_small, CancellationToken.None) is var read ? read.Train.Count + read.Test.Count : 0);

        File.CreateSymbolicLink(folder.File("data", "a", "3.png"), elsewhere.File("secret", "1.png"));
        Assert.Contains("leads out of", Message(link));
        File.Delete(folder.File("data", "a", "3.png"));
        Directory.CreateSymbolicLink(folder.File("data", "b"), elsewhere.File("secret"));
        Assert.Contains("leads out of", Message(link));
        Directory.Delete(folder.File("data", "b"));
        File.WriteAllText(elsewhere.File("notes"), "a\n");
        File.CreateSymbolicLink(folder.File("data", "classes.txt"), elsewhere.File("notes"));
        Assert.Contains("leads out of", Message(link));
        File.Delete(folder.File("data", "classes.txt"));
        File.CreateSymbolicLink(folder.File("data", "a", "4.png"), "5.png");
        File.CreateSymbolicLink(folder.File("data", "a", "5.png"), "4.png");
        Assert.Contains("circle", Message(link));
        File.Delete(folder.File("data", "a", "4.png"));
        File.Delete(folder.File("data", "a", "5.png"));
        Directory.CreateSymbolicLink(folder.File("data", "a", "up"), folder.File("data", "a"));
        Assert.Contains("circle", Message(link));
    }

    [Fact]
    public void Too_many_pictures_are_refused_before_they_are_read() =>
        Assert.Contains(
            "smaller dataset_size", Assert.Throws<DbdException>(() => PictureBlock.For(3000, new ImageShape(1024, 1024))).Message);

    [Fact]
    public void Reading_tells_how_far_it_is_and_can_be_stopped()
    {
        using TempFolder folder = new();
        for (int i = 0; i < 130; i++)
            folder.Png($"a/{i:000}.png", (byte)i);
        List<WorkProgress> told = [];
        WithTest(folder);
        s_format.Load(folder.Path, s_small with { Progress = new Told(told) }, CancellationToken.None);
        Assert.Equal([64, 128, 130, 1], told.Select(t => t.Done));
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => s_format.Load(folder.Path, s_small, stop.Token));
    }

    private static string Message(string folder) =>
        Assert.Throws<DbdException>(() => s_format.Load(folder, s_small, CancellationToken.None)).Message;

    // Moves the classes below train/, and adds a test picture, so that nothing is held out.
    private static string WithTest(TempFolder folder)
    {
        string[] classes = Directory.GetDirectories(folder.Path);
        Directory.CreateDirectory(folder.File("train"));
        foreach (string name in classes)
            Directory.Move(name, folder.File("train", Path.GetFileName(name)));
        folder.Png("test/a/0.png", 0);
        return folder.Path;
    }

    private sealed class Told(List<WorkProgress> list) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => list.Add(value);
    }
}
