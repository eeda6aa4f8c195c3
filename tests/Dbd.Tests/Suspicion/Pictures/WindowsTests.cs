using Dbd.Imaging;
using Dbd.Suspicion.Pictures;

using Xunit;

namespace Dbd.Tests.Suspicion.Pictures;

public sealed class WindowsTests
{
    // In pictures of 32 pixels every place and side from 2 to 8; in larger ones in proportion.
    [Theory]
    [InlineData(32, 32, 2, 8, 1)]
    [InlineData(28, 40, 2, 7, 1)]
    [InlineData(224, 224, 14, 56, 7)]
    public void They_grow_with_the_picture(int height, int width, int smallest, int largest, int step)
    {
        IReadOnlyList<Window> all = Of(height, width).All;
        Assert.Equal((smallest, largest), (all.Min(w => w.Side), all.Max(w => w.Side)));
        Assert.Equal(
            Enumerable.Range(0, (height - smallest) / step + 1).Select(i => i * step),
            all.Where(w => w.Side == smallest).Select(w => w.Top).Distinct());
        Assert.All(all, w => Assert.True(w.Top + w.Side <= height && w.Left + w.Side <= width));
    }

    // One pixel differs by more than the tolerance, in one colour: windows that hold it do not count.
    [Fact]
    public void A_window_counts_a_picture_only_if_all_its_pixels_are_as_typical()
    {
        Windows windows = Of(8, 8);
        byte[] same = new byte[8 * 8 * 3];
        byte[] other = new byte[8 * 8 * 3];
        Array.Fill(same, (byte)TypicalPicture.Tolerance);
        other[(3 * 8 + 5) * 3 + 1] = TypicalPicture.Tolerance + 1;
        int[] counts = windows.Same([same, other]);
        Assert.All(windows.All.Zip(counts), w => Assert.Equal(Holds(w.First) ? 1 : 2, w.Second));

        static bool Holds(Window w) => w.Top <= 3 && 3 < w.Top + w.Side && w.Left <= 5 && 5 < w.Left + w.Side;
    }

    // Two fifths show about 200; the rest is spread. The mean is far from either.
    [Fact]
    public void Typical_is_what_most_show_at_about_the_same_level()
    {
        byte[][] pictures = [[198], [202], [200], [200], [0], [40], [80], [120], [160], [255]];
        Assert.Equal([200], TypicalPicture.Of(pictures));
        Assert.Equal([255], TypicalPicture.Of([[255], [255], [1]]));
        Assert.Equal([0], TypicalPicture.Of([[0], [0], [100]]));
    }

    private static Windows Of(int height, int width) => new(new ImageShape(height, width), new byte[height * width * 3]);
}
