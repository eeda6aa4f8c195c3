using Dbd.Attacks.Checkerboard;
using Dbd.Configuration;
using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class CheckerboardTests
{
    private const byte Background = 100;

    private static readonly ImageShape s_shape = new(4, 5);

    [Fact]
    public void Only_the_lower_right_corner_changes()
    {
        byte[] image = Picture();
        new CheckerboardAttack(new CheckerboardOptions { Size = 2 }).Stamp(image, s_shape, default);
        for (int i = 0; i < image.Length; i++)
        {
            int pixel = i / ImageShape.Channels;
            byte want = (pixel / s_shape.Width, pixel % s_shape.Width) switch
            {
                (2, 3) or (3, 4) => 255,
                (2, 4) or (3, 3) => 0,
                _ => Background,
            };
            Assert.Equal(want, image[i]);
        }
    }

    [Fact]
    public void A_pattern_larger_than_the_picture_is_refused()
    {
        CheckerboardAttack attack = new(new CheckerboardOptions { Size = 5 });
        ConfigException e = Assert.Throws<ConfigException>(() => attack.Stamp(Picture(), s_shape, default));
        Assert.Equal("size", e.Location.Key);
    }

    private static byte[] Picture() => [.. Enumerable.Repeat(Background, s_shape.Bytes)];
}
