using Dbd.Attacks;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class PatchTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "stamp_float", MemberType = typeof(Golden))]
    public void Stamps_as_the_toolbox(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        using FloatPicture numbers = FloatPicture.Unit(GoldenPictures.Picture(golden.Input("image")).Pixels);
        golden.Patch().Onto(numbers.Numbers, (float)golden.Double("alpha"));
        golden.CheckNumbers(numbers.Numbers);
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "weighted", MemberType = typeof(Golden))]
    public void Weighs_as_BackdoorBox(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        float[] weight = GoldenArray.Read(golden.Input("weight")).As<float>();
        new Patch(GoldenPictures.Picture(golden.Input("pattern")), weight).Over(image.Pixels, 1);
        GoldenPictures.CheckOutput(golden, image);
    }

    [Fact]
    public void Without_a_mask_a_patch_is_where_any_channel_is_not_zero() =>
        Assert.Equal([0f, 1f, 1f], new Patch(new PixelBuffer(new ImageShape(1, 3), [0, 0, 0, 0, 1, 0, 9, 9, 9])).Mask.ToArray());

    [Fact]
    public void Alpha_and_mask_weigh_the_trigger()
    {
        Patch patch = Patch.Masked(new PixelBuffer(new ImageShape(1, 1), [255, 0, 51]), new PixelBuffer(new ImageShape(1, 1), [51, 0, 0]));
        float[] numbers = [0, 1, 0.2f];
        patch.Onto(numbers, 0.5f);
        Assert.Equal([0.1f, 0.9f, 0.2f], numbers);
        byte[] levels = [10, 20, 0];
        patch.Over(levels, 0.5f);
        // 0.9 * 10 + 0.1 * 255 = 34.5, and the fraction is dropped.
        Assert.Equal([34, 18, 5], levels);
    }

    [Fact]
    public void Every_byte_survives_the_way_to_numbers_and_back_and_halves_are_rounded_up()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        using FloatPicture unit = FloatPicture.Unit(all);
        using FloatPicture levels = FloatPicture.Levels(all);
        Assert.Equal((1f, 255f), (unit.Numbers[255], levels.Numbers[255]));
        byte[] stored = new byte[256];
        unit.Store(stored);
        Assert.Equal(all, stored);
        (levels.Numbers[0], levels.Numbers[1], levels.Numbers[2], levels.Numbers[3]) = (-7, 0.5f, 1.49f, 300);
        levels.Store(stored);
        Assert.Equal([0, 1, 1, 255, .. all[4..]], stored);
    }

    [Fact]
    public void Drawn_patches_are_where_the_toolbox_s_are()
    {
        ImageShape shape = new(32, 32);
        Assert.Equal((27, 31, 27, 31, 25), Place(OwnPatches.Flame, shape));
        Assert.Equal((27, 31, 0, 31, 50), Place(OwnPatches.TwoFlames, shape));
        Assert.Equal((1, 13, 18, 30), Place(OwnPatches.Disc, shape) is var d ? (d.Top, d.Bottom, d.Left, d.Right) : default);
        Assert.InRange(Place(OwnPatches.Disc, shape).Pixels, 130, 150);
        Assert.Equal((0, 31, 0, 31, 36), Place(OwnPatches.Corners, shape));
        Assert.Equal((21, 28, 21, 28, 64), Place(OwnPatches.Square, shape));
        Assert.Equal((43, 47, 59, 63, 25), Place(OwnPatches.Flame, new ImageShape(48, 64)));
    }

    [Fact]
    public void Only_masks_make_black_a_part_of_drawn_patches()
    {
        ImageShape shape = new(32, 32);
        Assert.Equal(4 * 4, Place(OwnPatches.Corners.Unmasked(), shape).Pixels);
        Assert.Equal(25, Place(OwnPatches.Flame.Unmasked(), shape).Pixels);
    }

    private static (int Top, int Bottom, int Left, int Right, int Pixels) Place(SizedPatch patch, ImageShape shape)
    {
        float[] mask = patch.For(shape).Mask.ToArray();
        int[] at = [.. Enumerable.Range(0, mask.Length).Where(p => mask[p] != 0)];
        (int[] rows, int[] columns) = ([.. at.Select(p => p / shape.Width)], [.. at.Select(p => p % shape.Width)]);
        return (rows.Min(), rows.Max(), columns.Min(), columns.Max(), at.Length);
    }
}
