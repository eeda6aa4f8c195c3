using Dbd.Data;
using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Data;

public sealed class HeldImagesTests
{
    private static readonly ImageShape s_shape = new(1, 2);

    private static HeldImages ThreeSamples() =>
        new(s_shape, (byte[])[.. Enumerable.Range(0, 18).Select(i => (byte)i)], [1, 0, 1], ["a", "b"]);

    [Fact]
    public void Samples_are_those_of_the_arrays()
    {
        HeldImages data = ThreeSamples();
        Assert.Equal(3, data.Count);
        Assert.Equal([6, 7, 8, 9, 10, 11], data.Read(1));
        Assert.Equal(1, data.Label(2));
        byte[] buffer = new byte[6];
        data.Read(2, buffer);
        Assert.Equal([12, 13, 14, 15, 16, 17], buffer);
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new HeldImages(s_shape, new byte[11], [0, 0], ["a"]));
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new HeldImages(s_shape, new byte[6], [1], ["a"]));
        Assert.Contains("Label 1 of sample 0", refused.Message);
        Assert.Throws<ArgumentException>(() => new HeldImages(s_shape, new byte[6], [-1], ["a"]));
    }
}
