using Dbd.Data;
using Dbd.Data.Formats.Stl10;
using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Stl10;

public sealed class Stl10Tests
{
    private const int Side = 96;
    private static readonly Stl10Format s_format = new();
    private static readonly ReadingOptions s_whole = new() { Size = Side, HeldOut = 0.5 };

    [Theory]
    [InlineData("")]
    [InlineData("stl10_binary")]
    public void Pictures_are_read_column_by_column_and_labels_begin_at_1(string inner)
    {
        using TempFolder folder = Filled(inner, [1, 10, 3], [2]);
        folder.Write(Path.Combine(inner, "class_names.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"u8.ToArray());
        Assert.True(s_format.IsIn(folder.Path));
        DatasetSplit data = s_format.Load(folder.Path, s_whole, CancellationToken.None);
        Assert.Equal([0, 9, 2], Drawn.Labels(data.Train));
        Assert.Equal([1], Drawn.Labels(data.Test));
        Assert.Equal("j", data.Train.ClassNames[9]);
        Assert.Empty(data.Warnings);
        byte[] pixels = data.Train.Read(2);
        for (int i = 0; i < pixels.Length; i++)
            Assert.Equal(Pixel(2, i / 3 / Side, i / 3 % Side, i % 3), pixels[i]);
    }

    [Fact]
    public void Usual_names_another_size_a_held_out_part_and_a_word_on_what_is_left_alone()
    {
        using TempFolder folder = Filled("", [1, 1, 2, 2], null);
        folder.Write("unlabeled_X.bin", []);
        DatasetSplit data = s_format.Load(folder.Path, s_whole with { Size = 32 }, CancellationToken.None);
        Assert.Equal("airplane", data.Train.ClassNames[0]);
        Assert.Equal(new ImageShape(32, 32), data.Train.Shape);
        Assert.Equal((2, 2), (data.Train.Count, data.Test.Count));
        Assert.Contains("unlabeled_X.bin is left alone", data.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, new byte[] { 1 }, "are no whole pictures of 27648 bytes. Is it cut off?")]
    [InlineData(0, new byte[] { 1, 1 }, "has 2 labels for the 1 pictures")]
    [InlineData(0, new byte[] { 0 }, "the label of picture 0 is 0; expected 1 to 10")]
    [InlineData(0, new byte[] { 11 }, "the label of picture 0 is 11; expected 1 to 10")]
    public void A_file_that_is_not_what_it_should_be_is_told(int missing, byte[] labels, string problem)
    {
        using TempFolder folder = new();
        folder.Write("train_X.bin", Pictures(1)[missing..]);
        folder.Write("train_y.bin", labels);
        Assert.Contains(problem, Message(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_labels_are_told()
    {
        using TempFolder folder = new();
        folder.Write("train_X.bin", Pictures(1));
        Assert.Contains("train_y.bin does not exist", Message(folder), StringComparison.Ordinal);
    }

    private static string Message(TempFolder folder) =>
        Assert.Throws<DbdException>(() => s_format.Load(folder.Path, s_whole, CancellationToken.None)).Message;

    private static byte Pixel(int sample, int y, int x, int channel) => (byte)(sample * 50 + y * 7 + x * 3 + channel * 11);

    private static byte[] Pictures(int count) =>
    [
        .. from sample in Enumerable.Range(0, count)
        from channel in Enumerable.Range(0, 3)
        from x in Enumerable.Range(0, Side)
        from y in Enumerable.Range(0, Side)
        select Pixel(sample, y, x, channel),
    ];

    private static TempFolder Filled(string inner, byte[] train, byte[]? test)
    {
        TempFolder folder = new();
        folder.Write(Path.Combine(inner, "train_X.bin"), Pictures(train.Length));
        folder.Write(Path.Combine(inner, "train_y.bin"), train);
        if (test is null)
            return folder;
        folder.Write(Path.Combine(inner, "test_X.bin"), Pictures(test.Length));
        folder.Write(Path.Combine(inner, "test_y.bin"), test);
        return folder;
    }
}
