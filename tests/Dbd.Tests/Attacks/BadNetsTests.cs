using Dbd.Attacks.BadNets;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class BadNetsTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "badnets", MemberType = typeof(Golden))]
    public void Stamps_as_the_reference(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        new BadNetsAttack(GoldenPictures.Picture(golden.Input("trigger"))).Stamp(image.Pixels, image.Shape, default);
        GoldenPictures.CheckOutput(golden, image);
    }

    [Fact]
    public void A_trigger_of_another_size_is_refused_with_both_sizes()
    {
        BadNetsAttack attack = new(new PixelBuffer(new ImageShape(4, 5)));
        ConfigException e = Assert.Throws<ConfigException>(() => attack.Stamp(new byte[60], new ImageShape(5, 4), default));
        Assert.Equal("trigger_path", e.Location.Key);
        Assert.Contains("4x5", e.Message, StringComparison.Ordinal);
        Assert.Contains("5x4", e.Message, StringComparison.Ordinal);
    }
}
