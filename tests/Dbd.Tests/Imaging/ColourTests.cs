using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class ColourTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "adjust_brightness", MemberType = typeof(Golden))]
    public void Adjusts_brightness_as_torchvision(string folder, string id) => Check(folder, id, Colour.AdjustBrightness);

    [Theory]
    [MemberData(nameof(Golden.Rows), "adjust_contrast", MemberType = typeof(Golden))]
    public void Adjusts_contrast_as_torchvision(string folder, string id) => Check(folder, id, Colour.AdjustContrast);

    [Theory]
    [MemberData(nameof(Golden.Rows), "adjust_saturation", MemberType = typeof(Golden))]
    public void Adjusts_saturation_as_torchvision(string folder, string id) => Check(folder, id, Colour.AdjustSaturation);

    [Theory]
    [MemberData(nameof(Golden.Rows), "adjust_hue", MemberType = typeof(Golden))]
    public void Adjusts_hue_as_torchvision(string folder, string id) => Check(folder, id, Colour.AdjustHue);

    [Theory]
    [MemberData(nameof(Golden.Rows), "grayscale", MemberType = typeof(Golden))]
    public void Greys_as_torchvision(string folder, string id) =>
        GoldenPictures.Check(Golden.Case(folder, id), i => Colour.ToGrey(i.Pixels));

    private static void Check(string folder, string id, Action<Span<byte>, double> adjust)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, i => adjust(i.Pixels, golden.Double("factor")));
    }
}
