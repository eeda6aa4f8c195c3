using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class ResamplingTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "resize", MemberType = typeof(Golden))]
    public void Resizes_as_PIL(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, i => Resampling.Resize(i, golden.Size(), golden.Interpolation()));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "resized_crop", MemberType = typeof(Golden))]
    public void Crops_and_resizes_as_torchvision(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, i => Resampling.ResizedCrop(i, golden.Region(), golden.Size(), golden.Interpolation()));
    }

    [Theory]
    [InlineData(-1, 0, 4, 4)]
    [InlineData(0, 5, 4, 4)]
    [InlineData(0, 0, 9, 4)]
    [InlineData(0, 0, 0, 4)]
    [InlineData(int.MaxValue, 0, 4, 4)]
    public void A_crop_outside_the_picture_is_refused(int top, int left, int height, int width)
    {
        PixelBuffer image = new(new ImageShape(8, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Resampling.ResizedCrop(image, new Region(top, left, height, width), new ImageShape(8, 8), Interpolation.Bicubic));
    }

    [Fact]
    public void A_plain_surface_stays_plain_whatever_the_sizes()
    {
        for (int length = 1; length < 40; length++)
        {
            PixelBuffer image = new(new ImageShape(17, length));
            image.Pixels.Fill(201);
            Resampling.Resize(image, new ImageShape(40 - length, 23), Interpolation.Bicubic);
            Assert.DoesNotContain(image.Pixels.ToArray(), b => b != 201);
        }
    }
}
