using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class NormalizationTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "normalize", MemberType = typeof(Golden))]
    public void Normalizes_as_torchvision(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input());
        float[] planes = new float[image.Shape.Bytes];
        new Normalization(golden.Doubles("mean"), golden.Doubles("std")).ApplyPlanar(image.Pixels, planes);
        GoldenArray want = GoldenArray.Read(golden.Output());
        Assert.Equal([3, image.Shape.Height, image.Shape.Width], want.Shape);
        golden.Check(want.ToDoubles(), [.. planes.Select(x => (double)x)]);
    }

    [Fact]
    public void Interleaved_numbers_are_those_of_the_planes()
    {
        Normalization normalization = new([0.1, 0.2, 0.3], [0.4, 0.5, 0.6]);
        byte[] pixels = [.. Enumerable.Range(0, 3 * 257).Select(i => (byte)(i * 7))];
        float[] planes = new float[pixels.Length];
        float[] interleaved = new float[pixels.Length];
        normalization.ApplyPlanar(pixels, planes);
        normalization.Apply(pixels, interleaved);
        for (int i = 0; i < pixels.Length; i++)
            Assert.Equal(planes[i % 3 * 257 + i / 3], interleaved[i]);
    }

    [Fact]
    public void Lengths_that_differ_are_refused() =>
        Assert.Throws<ArgumentException>(() => new Normalization([0, 0, 0], [1, 1, 1]).Apply(new byte[6], new float[3]));

    [Fact]
    public void A_deviation_of_zero_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Normalization([0, 0, 0], [1, 0, 1]));
}
