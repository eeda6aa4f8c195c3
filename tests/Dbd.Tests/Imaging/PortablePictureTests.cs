using System.Text;

using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class PortablePictureTests
{
    public static IEnumerable<TheoryDataRow<string, byte[], byte[]>> Pictures() =>
    [
        new("colours as bytes", [.. "P6\n2 1\n255\n"u8, 1, 2, 3, 10, 13, 32], [1, 2, 3, 10, 13, 32]),
        new("grey as bytes", [.. "P5 2 1 255 "u8, 7, 200], [7, 7, 7, 200, 200, 200]),
        new("comments", [.. "P6#one\n#two\r2#three\n\t1 255\n"u8, 1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
        new("a first sample that is white space", [.. "P5\n1 1\n255\n"u8, (byte)'\n'], [10, 10, 10]),
        new("colours as text", "P3\n1 1 # a pixel\n255\n1 20\n255"u8.ToArray(), [1, 20, 255]),
        new("grey as text", "P2 2 1 255 0 9 "u8.ToArray(), [0, 0, 0, 9, 9, 9]),
        // Shares of white, half to even as in Python: 85.0, 127.5 and 42.5.
        new("fewer levels", [.. "P6 1 1 3 "u8, 0, 1, 3], [0, 85, 255]),
        new("two levels", [.. "P5 2 1 2 "u8, 1, 2], [128, 128, 128, 255, 255, 255]),
        new("six levels", "P2 1 1 6 1"u8.ToArray(), [42, 42, 42]),
        // 0x0102 of 65,535 is 1.004, 0xFF00 is 254.008; 500 of 1,000 is 127.5.
        new("16 bits", [.. "P6 1 1 65535 "u8, 1, 2, 255, 0, 255, 255], [1, 254, 255]),
        new("10 bits", [.. "P5 1 1 1000 "u8, 1, 244], [128, 128, 128]),
        new("more pictures in the file", [.. "P5 1 1 255 "u8, 5, .. "P5 1 1 255 "u8, 6], [5, 5, 5]),
    ];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Samples_become_8_bits_of_red_green_and_blue(string what, byte[] file, byte[] pixels)
    {
        using TempFolder folder = new();
        Assert.Equal(pixels, PictureFile.Read(folder.Write($"{what}.ppm", file)).Pixels.ToArray());
    }

    [Fact]
    public void A_large_picture_comes_in_strips_and_is_the_same_as_a_PNG()
    {
        ImageShape shape = new(700, 900);
        byte[] pixels = new byte[shape.Bytes];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i * 31 + i / 977);
        using TempFolder folder = new();
        string png = folder.Write("x.png", []);
        PictureFile.WritePng(png, pixels, shape);
        string ppm = folder.Write("x.ppm", [.. "P6 900 700 255\n"u8, .. pixels]);
        Assert.Equal(pixels, PictureFile.Read(ppm).Pixels.ToArray());
        ImageShape small = new(32, 32);
        Assert.Equal(PictureFile.ReadFitted(png, small).Pixels.ToArray(), PictureFile.ReadFitted(ppm, small).Pixels.ToArray());
    }

    [Theory]
    [InlineData("P6 2 1 255 12345", "its header says 1x2 pixels, but it ends early")]
    [InlineData("P6 30000 30000 255 ", "has 30000x30000 pixels, more than the 500000000 allowed")]
    [InlineData("P5 20000 20000 255 x", "it ends early")]
    [InlineData("P2 20000 20000 255 1", "it ends early")]
    [InlineData("P5 0 1 255 ", "its header")]
    [InlineData("P5 1 1 0 x", "its header")]
    [InlineData("P5 1 1 65536 xx", "its header")]
    [InlineData("P5 99999999999 1 255 x", "its header")]
    [InlineData("P5 1 1 255", "its header")]
    [InlineData("P5 # nothing else", "its header")]
    [InlineData("P3 1 1 255 1 2 256", "a sample of 256 is more than its largest, 255")]
    [InlineData("P3 1 1 255 1 2 -3", "a sample is no number")]
    [InlineData("P5 1 1 3 A", "a sample of 65 is more than its largest, 3")]
    [InlineData("P4 8 1 x", "is no picture that can be read")]
    [InlineData("P6", "is no picture that can be read")]
    public void What_is_damaged_or_too_large_is_told_before_memory_is_taken(string file, string problem)
    {
        using TempFolder folder = new();
        string path = folder.Write("x.ppm", Encoding.ASCII.GetBytes(file));
        string message = Assert.Throws<DbdException>(() => PictureFile.Read(path)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_takes_more_memory_than_allowed_is_refused()
    {
        using TempFolder folder = new();
        string path = folder.Write("x.pgm", [.. "P5 10000000 1 255 "u8, .. new byte[10_000_000]]);
        string message = Assert.Throws<DbdException>(() => PictureFile.Read(path)).Message;
        Assert.Contains("PGM) may take 640 MB", message, StringComparison.Ordinal);
    }
}
