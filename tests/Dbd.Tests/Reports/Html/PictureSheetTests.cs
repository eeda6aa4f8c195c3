using Dbd.Imaging;
using Dbd.Reports.Html;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Reports.Html;

public sealed class PictureSheetTests
{
    [Fact]
    public void Pictures_lie_in_rows()
    {
        ImageShape shape = new(2, 3);
        PictureSheet sheet = PictureSheet.Of(shape, [.. Enumerable.Range(1, 5).Select(i => Filled(shape, i))]);
        Assert.Equal((5, 3, 2), (sheet.Count, sheet.Columns, sheet.Rows));
        PixelBuffer picture = Read(sheet);
        Assert.Equal(new ImageShape(4, 9), picture.Shape);
        byte[] red = [.. Enumerable.Range(0, 36).Select(i => picture.Pixels[i * 3])];
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], red[..9]);
        Assert.Equal([4, 4, 4, 5, 5, 5, 0, 0, 0], red[^9..]);
    }

    [Fact]
    public void Large_pictures_are_made_smaller()
    {
        ImageShape shape = new(100, 200);
        Assert.Equal(new ImageShape(32, 64), Read(PictureSheet.Of(shape, [Filled(shape, 9)])).Shape);
    }

    private static byte[] Filled(ImageShape shape, int value) => [.. Enumerable.Repeat((byte)value, shape.Bytes)];

    private static PixelBuffer Read(PictureSheet sheet)
    {
        using TempFolder folder = new();
        return PictureFile.Read(folder.Write("sheet.png", sheet.Png.ToArray()));
    }
}
