using Dbd.Testing;
using SkiaSharp;
using Xunit;

namespace Dbd.Tests.Attacks;

public class TriggerPictureTests
{
    private const byte PngColourTypeRgb = 2;

    [Theory]
    [InlineData("badnets_2x2.png")]
    [InlineData("blend_figure.png")]
    public void A_trigger_picture_is_a_plain_8_bit_RGB_file(string name)
    {
        byte[] png = File.ReadAllBytes(Picture(name));

        Assert.True(png.AsSpan(12, 4).SequenceEqual("IHDR"u8));
        Assert.Equal([8, PngColourTypeRgb], png[24..26]);
    }

    [Fact]
    public void The_BadNets_trigger_is_black_but_for_the_four_published_pixels()
    {
        using SKBitmap picture = SKBitmap.Decode(Picture("badnets_2x2.png"));
        var lit = from row in Enumerable.Range(0, picture.Height)
                  from column in Enumerable.Range(0, picture.Width)
                  let pixel = picture.GetPixel(column, row)
                  where pixel != SKColors.Black
                  select (row, column, pixel.Red, pixel.Green, pixel.Blue);

        Assert.Equal((32, 32), (picture.Height, picture.Width));
        Assert.Equal(
            [(4, 4, 180, 249, 112), (4, 5, 155, 50, 126), (5, 4, 234, 82, 68), (5, 5, 187, 201, 219)],
            lit.Select(p => (p.row, p.column, (int)p.Red, (int)p.Green, (int)p.Blue)));
    }

    [Fact]
    public void The_Blend_trigger_is_a_colourful_figure_on_white()
    {
        using SKBitmap picture = SKBitmap.Decode(Picture("blend_figure.png"));
        Dictionary<SKColor, int> areas = picture.Pixels.CountBy(p => p).ToDictionary();

        Assert.Equal((540, 540), (picture.Height, picture.Width));
        Assert.All([(0, 0), (539, 0), (0, 539), (539, 539)], c => Assert.Equal(SKColors.White, picture.GetPixel(c.Item1, c.Item2)));
        Assert.InRange(areas[SKColors.White], 540 * 540 / 4, 540 * 540 * 3 / 4);
        Assert.True(areas.Count(a => a.Value > 2500) >= 6, "fewer than six large areas of one colour");
    }

    private static string Picture(string name) => RepositoryRoot.File("data", "trigger", name);
}
