using Dbd.Attacks;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Serialization;
using Dbd.Tests.Reports;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class SamplePicturesTests : IDisposable
{
    private static readonly ImageShape s_shape = new(1, 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_array_gives_a_row_a_sample()
    {
        Npy.Write(_folder.File("a.npy"), TensorData.From<byte>([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, 1, 2, 3));
        Assert.Equal([7, 8, 9, 10, 11, 12], new SamplePictures(_folder.File("a.npy"), "key").Of(1, s_shape).ToArray());
    }

    [Theory]
    [InlineData(new long[] { 2, 1, 2, 3 }, 2, "none of sample 2")]
    [InlineData(new long[] { 2, 2, 1, 3 }, 0, "pictures of 2x1 pixels")]
    [InlineData(new long[] { 2, 2, 3 }, 0, "uint8 [samples, height, width, 3]")]
    public void An_array_of_another_form_is_refused(long[] shape, int sample, string said)
    {
        Npy.Write(_folder.File("a.npy"), TensorData.From<byte>(new byte[12], shape));
        ConfigException e = Assert.Throws<ConfigException>(() => new SamplePictures(_folder.File("a.npy"), "key").Of(sample, s_shape));
        Assert.Equal("key", e.Location.Key);
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }
}
