using Dbd.Attacks;
using Dbd.Attacks.Blend;
using Dbd.Configuration;
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

    [Theory]
    [MemberData(nameof(Golden.Rows), "blended", MemberType = typeof(Golden))]
    public void Blends_as_BackdoorBench(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        PixelBuffer trigger = GoldenPictures.Picture(golden.Input("trigger"));
        new BlendAttack(golden.Double("alpha"), trigger, BlendRule.Backdoorbench).Stamp(image.Pixels, image.Shape, default);
        GoldenPictures.CheckOutput(golden, image);
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "blended_float", MemberType = typeof(Golden))]
    public void Blends_as_the_toolbox(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        using FloatPicture numbers = FloatPicture.Unit(GoldenPictures.Picture(golden.Input("image")).Pixels);
        Mixing.Toolbox(numbers.Numbers, GoldenPictures.Picture(golden.Input("trigger")).Pixels, golden.Double("alpha"));
        golden.CheckNumbers(numbers.Numbers);
    }

    // 0.7 * 100 + 0.3 * 99 = 99.7, and 0.7 * 3 + 0.3 * 202 = 62.7.
    [Theory]
    [InlineData(nameof(BlendRule.Pillow), 99, 62)]
    [InlineData(nameof(BlendRule.Backdoorbench), 99, 62)]
    [InlineData(nameof(BlendRule.Toolbox), 100, 63)]
    [InlineData(nameof(BlendRule.Box), 99, 62)]
    public void Only_the_toolbox_s_rule_rounds(string rule, byte first, byte second)
    {
        byte[] image = [100, 3, 100];
        ImageShape pixel = new(1, 1);
        new BlendAttack(0.3, new PixelBuffer(pixel, [99, 202, 99]), Enum.Parse<BlendRule>(rule)).Stamp(image, pixel, default);
        Assert.Equal([first, second, first], image);
    }

    [Theory]
    [InlineData(nameof(BlendRule.Toolbox))]
    [InlineData(nameof(BlendRule.Box))]
    public void A_rule_that_does_not_resize_names_the_trigger_of_another_size(string rule)
    {
        BlendAttack attack = new(0.1, new PixelBuffer(new ImageShape(5, 5)), Enum.Parse<BlendRule>(rule));
        ConfigException e = Assert.Throws<ConfigException>(() => attack.Stamp(new byte[12], new ImageShape(2, 2), default));
        Assert.Equal("trigger_path", e.Location.Key);
        Assert.Contains("5x5 pixels, but the data set's pictures are 2x2", e.Message, StringComparison.Ordinal);
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
