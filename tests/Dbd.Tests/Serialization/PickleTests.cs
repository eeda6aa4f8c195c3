using System.Text;

using CsCheck;

using Dbd.Serialization;
using Dbd.Serialization.Pickling;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class PickleTests
{
    // python3 -c "import pickle; print(pickle.dumps(VALUE, P).hex())" with
    // VALUE = {'a': [1, -2, 300, 70000, 2**40, -2**63], 'b': (1.5, True, None), 'c': {'x': 'ä', 7: ()}, 'd': (1,), 'e': (1, 2, False)}
    [Theory]
    [MemberData(nameof(Protocols))]
    public void Every_protocol_gives_the_same_data(int protocol, byte[] pickle)
    {
        PyDict root = Assert.IsType<PyDict>(Read(pickle));
        Assert.Equal([1L, -2L, 300L, 70000L, 1L << 40, long.MinValue], root.Get<PyList>("a"));
        Assert.Equal([1.5, true, null], root.Get<PyTuple>("b"));
        Assert.Equal("ä", root.Get<PyDict>("c").Get<string>("x"));
        Assert.Empty(root.Get<PyDict>("c").Get<PyTuple>(7));
        Assert.Equal([1L, 2L, false], root.Get<PyTuple>("e"));
        Assert.Equal(["a", "b", "c", "d", "e"], root.Keys);
        Assert.InRange(protocol, 0, 4);
    }

    public static IEnumerable<TheoryDataRow<int, byte[]>> Protocols() =>
        PickleSamples.ByProtocol.Select((hex, protocol) => new TheoryDataRow<int, byte[]>(protocol, Convert.FromHexString(hex)));

    [Fact]
    public void Python_2_strings_are_bytes_and_text_as_keys()
    {
        PyDict root = Assert.IsType<PyDict>(Read("(dS'a\\n\\x00\\''\nS\"b\\xe9\"\nsVkey\\u20ac\nI01\ns."u8.ToArray()));
        Assert.Equal(new byte[] { (byte)'b', 0xE9 }, root.Get<ReadOnlyMemory<byte>>("a\n\0'").ToArray());
        Assert.True(root.Get<bool>("key€"));
    }

    [Theory]
    [InlineData("", "ends early")]
    [InlineData("]", "ends early")]
    [InlineData(".", "takes more values than it gave")]
    [InlineData("(.", "takes more values than it gave")]
    [InlineData("t.", "closes what it did not open")]
    [InlineData("(K\u0001u.", "takes more values")]
    [InlineData("}(K\u0001u.", "key without a value")]
    [InlineData("K\u0001a.", "takes more values")]
    [InlineData("NNa.", "expects a list")]
    [InlineData("}]Ns.", "a list as a key")]
    [InlineData("h\u0005.", "recalls memo 5")]
    [InlineData("\u0080\u0009N.", "protocol 9")]
    [InlineData("cos\nsystem\n.", "'os.system'")]
    [InlineData("(ios\nsystem\n.", "0x69")]
    [InlineData("N)R.", "something to call")]
    [InlineData("Z.", "0x5A")]
    [InlineData("X\u00FF\u00FF\u00FF\u007Fabc.", "ends early")]
    [InlineData("\u008E\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FFabc.", "ends early")]
    [InlineData("X\u0001\0\0\0\u00FF.", "not UTF-8")]
    [InlineData("I12x\n.", "'12x'")]
    [InlineData("Ffoo\n.", "'foo'")]
    [InlineData("S'a\n.", "quotes")]
    [InlineData("S'\\q'\n.", "unknown escape")]
    [InlineData("S'a'", "within a line")]
    [InlineData("cnumpy\nndarray\n.", "a Python name")]
    [InlineData("]q\u0001h\u0001a.", "contains itself")]
    [InlineData("NQ.", "outside itself")]
    public void Malformed_and_hostile_pickles_are_refused(string pickle, string problem) =>
        Assert.Contains(problem, Assert.Throws<DamagedDataException>(() => Read(Encoding.Latin1.GetBytes(pickle))).Message);

    // python3: {'b': b'', 'c': bytearray(b'xy'), 'd': defaultdict(list, {'k': [1]})}, protocol 2, and 2**64-1.
    [Fact]
    public void Older_protocols_name_what_newer_ones_write()
    {
        PyDict root = Assert.IsType<PyDict>(Read(Convert.FromHexString(
            "80027d7100285801000000627101635f5f6275696c74696e5f5f0a62797465730a7102295271035801000000637104635f5f6275696c7469"
                + "6e5f5f0a6279746561727261790a7105635f636f646563730a656e636f64650a710658020000007879710758060000006c6174696e317108"
                + "86710952710a85710b52710c580100000064710d63636f6c6c656374696f6e730a64656661756c74646963740a710e635f5f6275696c7469"
                + "6e5f5f0a6c6973740a710f85711052711158010000006b71125d71134b016173752e")));
        Assert.Empty(root.Get<ReadOnlyMemory<byte>>("b").ToArray());
        Assert.Equal("xy"u8.ToArray(), root.Get<ReadOnlyMemory<byte>>("c").ToArray());
        Assert.Equal([1L], root.Get<PyDict>("d").Get<PyList>("k"));
        Assert.IsType<PassedValue>(Read([0x8A, 9, 255, 255, 255, 255, 255, 255, 255, 255, 0, (byte)'.']));
    }

    [Fact]
    public void Deep_nesting_does_not_overflow_the_stack() =>
        AssertRefusedCheaply([.. Enumerable.Repeat((byte)']', 200_000), .. Enumerable.Repeat((byte)'a', 199_999), (byte)'.'], "nested");

    [Fact]
    public void Lists_of_lists_of_the_same_list_are_refused()
    {
        // Forty levels, each holding the one below twice: 2^40 values when unfolded.
        List<byte> pickle = [.. "]q\u0000"u8];
        for (byte level = 1; level <= 40; level++)
            pickle.AddRange(
                [(byte)']', (byte)'(', (byte)'h', (byte)(level - 1), (byte)'h', (byte)(level - 1), (byte)'e', (byte)'q', level]);
        AssertRefusedCheaply([.. pickle, (byte)'.'], "unfolds");
    }

    [Fact]
    public void Endless_instructions_are_refused() =>
        AssertRefusedCheaply([.. Enumerable.Repeat((byte)'N', 5_000_000), (byte)'.'], "instructions");

    [Fact]
    public void Random_damage_never_gives_another_exception()
    {
        byte[] good = Convert.FromHexString(PickleSamples.ByProtocol[2]);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length]).Sample((at, value, length) =>
        {
            byte[] bad = [.. good];
            bad[at] = value;
            try
            {
                Read(bad[..length]);
            }
            catch (DamagedDataException)
            {
            }
        });
    }

    private static object? Read(byte[] pickle) => PickleReader.Read(pickle, new NumpyGlobals());

    private static void AssertRefusedCheaply(byte[] pickle, string problem)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(problem, Assert.Throws<DamagedDataException>(() => Read(pickle)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128 << 20);
    }
}
