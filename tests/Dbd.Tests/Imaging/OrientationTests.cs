using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class OrientationTests
{
    // Grey levels of a picture that reads "1 2 3 / 4 5 6" once it is upright, as a camera stores it: rows and columns as in EXIF's table.
    [Theory]
    [InlineData(1, 3, "1 2 3 4 5 6")]
    [InlineData(2, 3, "3 2 1 6 5 4")]
    [InlineData(3, 3, "6 5 4 3 2 1")]
    [InlineData(4, 3, "4 5 6 1 2 3")]
    [InlineData(5, 2, "1 4 2 5 3 6")]
    [InlineData(6, 2, "3 6 2 5 1 4")]
    [InlineData(7, 2, "6 3 5 2 4 1")]
    [InlineData(8, 2, "4 1 5 2 6 3")]
    [InlineData(9, 3, "1 2 3 4 5 6")]
    public void The_picture_stands_upright(int exif, int storedWidth, string stored)
    {
        byte[] levels = [.. stored.Split(' ').Select(byte.Parse)];
        PixelBuffer picture = new(new ImageShape(6 / storedWidth, storedWidth), [.. levels.SelectMany(l => (byte[])[l, l, l])]);
        Orientation.Apply(picture, exif);
        Assert.Equal(new ImageShape(2, 3), picture.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], picture.Pixels.ToArray().Where((_, i) => i % 3 == 0).Select(b => (int)b));
    }
}
