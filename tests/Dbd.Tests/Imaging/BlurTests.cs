using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class BlurTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "gaussian_blur", MemberType = typeof(Golden))]
    public void Blurs_as_PIL(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, i => Blur.Gaussian(i, golden.Double("sigma")));
    }

    [Fact]
    public void A_negative_width_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Blur.Gaussian(new PixelBuffer(new ImageShape(4, 4)), -0.1));
}
