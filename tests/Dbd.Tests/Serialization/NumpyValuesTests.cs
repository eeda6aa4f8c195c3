using System.Text;

using Dbd.Serialization;
using Dbd.Serialization.Pickling;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class NumpyValuesTests
{
    [Theory]
    [InlineData("i8", new byte[] { 5, 0, 0, 0, 0, 0, 0, 0 }, 5L)]
    [InlineData("i8", new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, -1L)]
    [InlineData("i4", new byte[] { 254, 255, 255, 255 }, -2L)]
    [InlineData("u1", new byte[] { 200 }, 200L)]
    [InlineData("f8", new byte[] { 0, 0, 0, 0, 0, 0, 248, 63 }, 1.5)]
    [InlineData("f4", new byte[] { 0, 0, 192, 63 }, 1.5)]
    public void A_number_of_NumPy_is_a_number(string type, byte[] bytes, object value) =>
        Assert.Equal(value, Read(Scalar(type, "<", bytes)));

    [Fact]
    public void A_number_may_be_a_key() =>
        Assert.Equal("x", Assert.IsType<PyDict>(Read([(byte)'}', .. Scalar("i8", "<", [7, .. new byte[7]]), .. Text("x"), (byte)'s']))[7]);

    [Theory]
    [InlineData("i8", "<", 4, "of type 'i8' in 4 bytes")]
    [InlineData("c16", "<", 16, "of type 'c16'")]
    [InlineData("i8", ">", 8, "big-endian")]
    public void Other_numbers_are_refused(string type, string order, int bytes, string problem) => Assert.Contains(
        problem, Assert.Throws<DamagedDataException>(() => Read(Scalar(type, order, new byte[bytes]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_else_is_called() => Assert.Contains(
        "'os.system'", Assert.Throws<DamagedDataException>(() => Read("cos\nsystem\n"u8.ToArray())).Message, StringComparison.Ordinal);

    private static object? Read(byte[] pickle) => PickleReader.Read((byte[])[0x80, 2, .. pickle, (byte)'.'], new NumpyValues());

    // numpy.core.multiarray.scalar(dtype(type), bytes), as Python 3 writes it in protocol 2.
    private static byte[] Scalar(string type, string order, byte[] bytes) =>
    [
        .. "cnumpy.core.multiarray\nscalar\n"u8, .. "cnumpy\ndtype\n"u8, .. Text(type), 0x89, 0x88, 0x87, (byte)'R',
        .. "(K\u0003"u8, .. Text(order), .. "NNNJ"u8, 255, 255, 255, 255, (byte)'J', 255, 255, 255, 255, .. "K\0tb"u8,
        .. "c_codecs\nencode\n"u8, .. Text(Encoding.Latin1.GetString(bytes)), .. Text("latin1"), 0x86, (byte)'R', 0x86, (byte)'R',
    ];

    private static byte[] Text(string text) =>
        [(byte)'X', .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];
}
