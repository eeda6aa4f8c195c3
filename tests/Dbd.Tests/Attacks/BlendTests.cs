using Dbd.Attacks.Blend;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class BlendTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "blend", MemberType = typeof(Golden))]
    public void Blends_as_PIL(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        new BlendAttack(golden.Double("alpha"), GoldenPictures.Picture(golden.Input("trigger"))).Stamp(image.Pixels, image.Shape, default);
        GoldenPictures.CheckOutput(golden, image);
    }

    [Fact]
    public void Alpha_zero_leaves_the_image_unchanged()
    {
        byte[] image = [1, 2, 3, 4, 5, 6];
        new BlendAttack(0, new PixelBuffer(new ImageShape(5, 5))).Stamp(image, new ImageShape(1, 2), default);
        Assert.Equal([1, 2, 3, 4, 5, 6], image);
    }

    [Fact]
    public void One_attack_stamps_pictures_of_different_sizes()
    {
        PixelBuffer trigger = new(new ImageShape(5, 5));
        trigger.Pixels.Fill(200);
        BlendAttack blend = new(0.5, trigger);
        foreach (ImageShape shape in (ImageShape[])[new(1, 2), new(9, 4), new(1, 2)])
        {
            byte[] image = new byte[shape.Bytes];
            blend.Stamp(image, shape, default);
            Assert.All(image, b => Assert.Equal(100, b));
        }
    }
}
