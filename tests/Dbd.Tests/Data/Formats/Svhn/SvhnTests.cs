using Dbd.Data;
using Dbd.Data.Formats.Svhn;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Tests.Data.Formats.Mat;

using Xunit;

namespace Dbd.Tests.Data.Formats.Svhn;

public sealed class SvhnTests
{
    private static readonly SvhnFormat s_format = new();
    private static readonly ReadingOptions s_small = new() { Size = 4, HeldOut = 0.5 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Digits_are_read_column_by_column_and_label_10_is_the_digit_0(bool compressed)
    {
        using TempFolder folder = new();
        folder.Write("train_32x32.mat", Mat(compressed, 4, 10, 1, 9));
        folder.Write("test_32x32.mat", Mat(compressed, 4, 5));
        Assert.True(s_format.IsIn(folder.Path));
        DatasetSplit data = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal([0, 1, 9], Drawn.Labels(data.Train));
        Assert.Equal([5], Drawn.Labels(data.Test));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], data.Train.ClassNames);
        Assert.Empty(data.Warnings);
        AssertPicture(data.Train.Read(2), sample: 2);
        AssertPicture(data.Test.Read(0), sample: 0);
    }

    [Fact]
    public void Without_a_test_file_a_part_is_held_out_and_the_extra_file_is_said_to_be_left_alone()
    {
        using TempFolder folder = new();
        folder.Write("train_32x32.mat", Mat(false, 4, 1, 1, 2, 2));
        folder.Write("extra_32x32.mat", []);
        DatasetSplit data = s_format.Load(folder.Path, s_small, CancellationToken.None);
        Assert.Equal((2, 2), (data.Train.Count, data.Test.Count));
        Assert.Contains("extra_32x32.mat is left alone", data.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Another_size_is_resized_to()
    {
        using TempFolder folder = new();
        folder.Write("train_32x32.mat", Mat(false, 32, 1, 1));
        Assert.Equal(new ImageShape(8, 8), s_format.Load(folder.Path, s_small with { Size = 8 }, CancellationToken.None).Train.Shape);
    }

    public static IEnumerable<TheoryDataRow<byte[], string>> Broken() =>
    [
        new(Mat(false, 4, 1, 11), "the label of picture 1 is 11; expected 1 to 9, and 10 for the digit 0"),
        new(Mat(false, 4, -1), "the label of picture 0 is -1"),
        new(MatFiles.File(Pictures(4, 2), MatFiles.Variable("y", [1, 1], MatFiles.UInt8, [1])), "has 1 labels for 2 pictures"),
        new(MatFiles.File(Pictures(4, 2)), "it has no variable 'y'"),
        new(
            MatFiles.File(MatFiles.Variable("X", [2, 2], MatFiles.UInt8, new byte[4]), MatFiles.Variable("y", [1, 1], MatFiles.UInt8, [1])),
            "are UInt8 [2, 2]; expected UInt8 [height, width, 3, count]"),
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_file_that_is_not_what_it_should_be_is_named_with_the_reason(byte[] file, string problem)
    {
        using TempFolder folder = new();
        string path = folder.Write("train_32x32.mat", file);
        string message = Assert.Throws<DbdException>(() => s_format.Load(folder.Path, s_small, CancellationToken.None)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    // Byte (row, column, channel) of a sample.
    private static byte Pixel(int sample, int y, int x, int channel) => (byte)(sample * 50 + y * 16 + x * 3 + channel);

    private static void AssertPicture(byte[] pixels, int sample)
    {
        for (int i = 0; i < pixels.Length; i++)
            Assert.Equal(Pixel(sample, i / 12, i / 3 % 4, i % 3), pixels[i]);
    }

    private static byte[] Pictures(int side, int count) => MatFiles.Variable("X", [side, side, 3, count], MatFiles.UInt8,
    [
        .. from sample in Enumerable.Range(0, count)
        from channel in Enumerable.Range(0, 3)
        from x in Enumerable.Range(0, side)
        from y in Enumerable.Range(0, side)
        select Pixel(sample, y, x, channel),
    ]);

    private static byte[] Mat(bool compressed, int side, params double[] labels)
    {
        byte[] pictures = Pictures(side, labels.Length);
        byte[] numbers = MatFiles.Variable("y", [labels.Length, 1], MatFiles.Double, MatFiles.Doubles(labels));
        return compressed
            ? MatFiles.File(MatFiles.Compressed(pictures), MatFiles.Compressed(numbers))
            : MatFiles.File(pictures, numbers);
    }
}
