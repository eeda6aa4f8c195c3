using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class GeometryTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "hflip", MemberType = typeof(Golden))]
    public void Flips_as_torchvision(string folder, string id) =>
        GoldenPictures.Check(Golden.Case(folder, id), Geometry.FlipHorizontally);

    [Theory]
    [MemberData(nameof(Golden.Rows), "pad_crop", MemberType = typeof(Golden))]
    public void Pads_and_crops_as_torchvision(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PaddingMode mode = Enum.Parse<PaddingMode>(golden.Params.GetProperty("padding_mode").GetString()!, ignoreCase: true);
        GoldenPictures.Check(golden, i => Geometry.PadCrop(i, golden.Int("padding"), mode, golden.Region()));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "center_crop", MemberType = typeof(Golden))]
    public void Crops_the_centre_as_torchvision(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, i => Geometry.CenterCrop(i, golden.Size()));
    }

    // What numpy.pad makes of [1, 2, 3] with five more on each side.
    [Theory]
    [InlineData(PaddingMode.Constant, "0000012300000")]
    [InlineData(PaddingMode.Edge, "1111112333333")]
    [InlineData(PaddingMode.Reflect, "2123212321232")]
    [InlineData(PaddingMode.Symmetric, "2332112332112")]
    public void Padding_may_exceed_the_picture(PaddingMode mode, string want)
    {
        PixelBuffer image = new(new ImageShape(1, 3), [1, 1, 1, 2, 2, 2, 3, 3, 3]);
        Geometry.PadCrop(image, 5, mode, new Region(5, 0, 1, 13));
        string got = string.Concat(image.Pixels.ToArray().Where((_, i) => i % 3 == 0));
        Assert.Equal(want, got);
    }

    [Fact]
    public void A_single_pixel_is_reflected_as_itself()
    {
        PixelBuffer image = new(new ImageShape(1, 1), [7, 8, 9]);
        Geometry.PadCrop(image, 1, PaddingMode.Reflect, new Region(0, 0, 3, 3));
        Assert.Equal(Enumerable.Repeat<byte[]>([7, 8, 9], 9).SelectMany(p => p), image.Pixels.ToArray());
    }

    [Fact]
    public void A_crop_may_lie_wholly_in_the_padding()
    {
        PixelBuffer image = new(new ImageShape(2, 2), [.. Enumerable.Repeat((byte)9, 12)]);
        Geometry.PadCrop(image, 6, PaddingMode.Constant, new Region(10, 9, 3, 4));
        Assert.Equal(new byte[36], image.Pixels.ToArray());
    }
}
