using System.Text;

using Dbd.Serialization;
using Dbd.Serialization.Pickling;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class NumpyGlobalsTests
{
    [Theory]
    [InlineData("i8", new byte[] { 5, 0, 0, 0, 0, 0, 0, 0 }, 5L)]
    [InlineData("i8", new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, -1L)]
    [InlineData("i4", new byte[] { 254, 255, 255, 255 }, -2L)]
    [InlineData("u1", new byte[] { 200 }, 200L)]
    [InlineData("b1", new byte[] { 1 }, true)]
    [InlineData("u8", new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, 18446744073709551615.0)]
    [InlineData("u8", new byte[] { 7, 0, 0, 0, 0, 0, 0, 0 }, 7L)]
    [InlineData("f2", new byte[] { 0, 62 }, 1.5)]
    [InlineData("f8", new byte[] { 0, 0, 0, 0, 0, 0, 248, 63 }, 1.5)]
    [InlineData("f4", new byte[] { 0, 0, 192, 63 }, 1.5)]
    public void A_number_of_NumPy_is_a_number(string type, byte[] bytes, object value) =>
        Assert.Equal(value, Read(Scalar(type, "<", bytes)));

    [Theory]
    [InlineData("i4", new byte[] { 255, 255, 255, 254 }, -2L)]
    [InlineData("f4", new byte[] { 63, 192, 0, 0 }, 1.5)]
    public void A_number_may_come_from_a_big_endian_machine(string type, byte[] bytes, object value) =>
        Assert.Equal(value, Read(Scalar(type, ">", bytes)));

    public static IEnumerable<TheoryDataRow<string, string, object[]>> Arrays() => NumpySamples.All
        .SelectMany(s => new[] { (s.Hex, s), (NumpySamples.OfNumpy2(s.Hex), s) })
        .Select(s => new TheoryDataRow<string, string, object[]>(s.Item1, s.s.Shape, s.s.Elements));

    [Theory]
    [MemberData(nameof(Arrays))]
    public void An_array_is_read_from_every_protocol_in_every_order(string hex, string shape, object[] elements)
    {
        NumpyArray array = Assert.IsType<NumpyArray>(PickleReader.Read(Convert.FromHexString(hex), new NumpyGlobals()));
        Assert.Equal(shape, string.Join(',', array.Shape));
        Assert.Equal(elements, array.Elements());
    }

    [Theory]
    [InlineData("C", "0,1,2,3,4,5")]
    [InlineData("F", "0,2,4,1,3,5")]
    [InlineData("K", "0,3,1,4,2,5")]
    public void The_order_is_that_of_the_call(string order, string elements)
    {
        byte[] axes = order == "K" ? [(byte)'K', 1, (byte)'K', 0, 0x86] : [(byte)'N'];
        NumpyArray array = Assert.IsType<NumpyArray>(Read(
        [
            .. "cnumpy._core.numeric\n_frombuffer\n("u8, 0x96, 6, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5,
            .. "cnumpy\ndtype\n"u8, .. Text("u1"), 0x89, 0x88, 0x87, (byte)'R', (byte)'K', 2, (byte)'K', 3, 0x86, .. Text(order),
            .. axes, .. "tR"u8,
        ]));
        Assert.Equal(elements, string.Join(',', array.Elements()));
    }

    [Theory]
    [InlineData("c16", 16)]
    [InlineData("M8[ns]", 8)]
    public void What_nobody_can_use_is_no_reason_to_refuse_the_rest(string type, int bytes)
    {
        NumpyArray value = Assert.IsType<NumpyArray>(Read(Scalar(type, "<", new byte[bytes])));
        Assert.Contains($"of type '{type}'", Assert.Throws<DamagedDataException>(() => value.Type.Value(new byte[bytes])).Message);
    }

    [Fact]
    public void A_number_may_be_a_key() =>
        Assert.Equal("x", Assert.IsType<PyDict>(Read([(byte)'}', .. Scalar("i8", "<", [7, .. new byte[7]]), .. Text("x"), (byte)'s']))[7]);

    [Theory]
    [InlineData("i8", "<", 4, "of type 'i8' in 4 bytes")]
    public void Other_numbers_are_refused(string type, string order, int bytes, string problem) => Assert.Contains(
        problem, Assert.Throws<DamagedDataException>(() => Read(Scalar(type, order, new byte[bytes]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_else_is_called() => Assert.Contains(
        "'os.system'", Assert.Throws<DamagedDataException>(() => Read("cos\nsystem\n"u8.ToArray())).Message, StringComparison.Ordinal);

    [Fact]
    public void All_names_that_are_not_allowed_are_told_at_once() => Assert.Contains(
        "'a.B', 'c.d', which are not among the few names that are allowed; nothing was run.",
        Assert.Throws<DamagedDataException>(() => Read(Encoding.Latin1.GetBytes("(ca\nB\n)\u0081}bca\nB\n)Rcc\nd\n]sNt"))).Message);

    [Fact]
    public void A_text_that_is_recalled_is_not_copied_each_time()
    {
        byte[] text =
        [
            .. "c_codecs\nencode\nq\0"u8, .. Text(new string('x', 1 << 16)), .. Text("latin1"), 0x86, .. "q\u0001R"u8,
        ];
        byte[] again = [.. "h\0h\u0001R"u8];
        byte[] pickle = [(byte)'(', .. text, .. Enumerable.Repeat(again, 10_000).SelectMany(b => b), (byte)'l'];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(10_001, Assert.IsType<PyList>(Read(pickle)).Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    private static object? Read(byte[] pickle) => PickleReader.Read((byte[])[0x80, 2, .. pickle, (byte)'.'], new NumpyGlobals());

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
