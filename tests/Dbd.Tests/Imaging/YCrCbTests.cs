using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class YCrCbTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "rgb_to_ycrcb", MemberType = typeof(Golden))]
    public void Is_OpenCV_s(string folder, string id) =>
        GoldenPictures.Check(Golden.Case(folder, id), image => EachPixel(image, YCrCb.Of));

    [Theory]
    [MemberData(nameof(Golden.Rows), "ycrcb_to_rgb", MemberType = typeof(Golden))]
    public void The_way_back_is_OpenCV_s(string folder, string id) =>
        GoldenPictures.Check(Golden.Case(folder, id), image => EachPixel(image, YCrCb.ToRgb));

    [Fact]
    public void Every_colour_is_within_a_level_of_the_standard_s()
    {
        for (int i = 0; i < 1 << 24; i += 4999)
        {
            (byte r, byte g, byte b) = ((byte)(i >> 16), (byte)(i >> 8), (byte)i);
            (byte y, byte cr, byte cb) = YCrCb.Of(r, g, b);
            double luma = 0.299 * r + 0.587 * g + 0.114 * b;
            Assert.Equal(luma, y, 0.51);
            Assert.Equal(Math.Min(255, 128 + (r - luma) * 0.713), cr, 1.0);
            Assert.Equal(Math.Min(255, 128 + (b - luma) * 0.564), cb, 1.0);
        }
    }

    [Fact]
    public void Greys_have_no_colour_and_come_back() => Assert.All(Enumerable.Range(0, 256).Select(i => (byte)i), grey =>
    {
        Assert.Equal((grey, (byte)128, (byte)128), YCrCb.Of(grey, grey, grey));
        Assert.Equal((grey, grey, grey), YCrCb.ToRgb(grey, 128, 128));
    });

    [Fact]
    public void Red_s_colour_difference_is_clipped() => Assert.Equal(((byte)76, (byte)255, (byte)85), YCrCb.Of(255, 0, 0));

    private static void EachPixel(PixelBuffer image, Func<byte, byte, byte, (byte, byte, byte)> change)
    {
        Span<byte> p = image.Pixels;
        for (int i = 0; i < p.Length; i += ImageShape.Channels)
            (p[i], p[i + 1], p[i + 2]) = change(p[i], p[i + 1], p[i + 2]);
    }
}
