using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Augmentation;

public sealed class SizeOptionTests
{
    [Fact]
    public void One_number_is_a_square() => Assert.Equal(new ImageShape(32, 32), SizeOption.FromConfig([32]).Square);

    [Fact]
    public void Two_numbers_are_height_and_width()
    {
        SizeOption size = SizeOption.FromConfig([20, 44]);
        Assert.Equal(new ImageShape(20, 44), size.Square);
        Assert.Equal(new ImageShape(20, 44), size.ShorterSide(new ImageShape(7, 9)));
    }

    // torchvision: the longer side is int(size * long / short).
    [Theory]
    [InlineData(37, 53, 32, 45)]
    [InlineData(53, 37, 45, 32)]
    [InlineData(32, 32, 32, 32)]
    [InlineData(3, 7, 32, 74)]
    public void One_number_may_be_the_shorter_side(int height, int width, int wantHeight, int wantWidth) =>
        Assert.Equal(new ImageShape(wantHeight, wantWidth), SizeOption.FromConfig([32]).ShorterSide(new ImageShape(height, width)));

    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(32, -1)]
    [InlineData(4097)]
    [InlineData(1, 2, 3)]
    public void Anything_else_is_refused(params int[] values) => Assert.Throws<ConfigException>(() => SizeOption.FromConfig(values));
}
