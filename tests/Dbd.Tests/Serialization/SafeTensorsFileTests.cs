using System.Text;

using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // By the format's description, byte by byte.
    [Fact]
    public void A_file_is_a_length_a_header_and_bytes()
    {
        string path = Assembled(
            """{"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},"a":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"""
                + """ "__metadata__":{"format":"pt"}}   """,
            [7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 192, 63, 0, 0, 0, 192]);
        (PyDict tensors, IReadOnlyDictionary<string, string> texts) = SafeTensorsFile.Read(path);
        Assert.Equal(["a", "b"], tensors.Keys);
        Assert.Equal([7], tensors.Get<TensorData>("a").As<long>().ToArray());
        Assert.Equal([1.5f, -2], tensors.Get<TensorData>("b").As<float>().ToArray());
        Assert.Equal("pt", texts["format"]);
    }

    [Fact]
    public void What_is_written_is_read_again_with_the_widest_elements_first()
    {
        KeyValuePair<string, TensorData>[] tensors =
        [
            new("x.weight", TensorData.From<float>([1, 2, 3], 3, 1)), new("n", TensorData.From<long>([5])),
            new("é", new TensorData(ElementType.BFloat16, [1], [0, 63])), new("none", TensorData.From<byte>([], 0, 4)),
        ];
        string path = _folder.File("f.safetensors");
        SafeTensorsFile.Write(path, tensors, new Dictionary<string, string> { ["dbd"] = "a: \"b\"\n" });
        (PyDict read, IReadOnlyDictionary<string, string> texts) = SafeTensorsFile.Read(path);
        Assert.Equal(["n", "x.weight", "é", "none"], read.Keys);
        foreach ((string name, TensorData want) in tensors)
        {
            TensorData got = read.Get<TensorData>(name);
            Assert.Equal((want.ToString(), Convert.ToHexString(want.Bytes)), (got.ToString(), Convert.ToHexString(got.Bytes)));
        }
        Assert.Equal("a: \"b\"\n", texts["dbd"]);
        Assert.Equal(0, (8 + BitConverter.ToInt64(File.ReadAllBytes(path))) % 8);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "take 4 bytes, and 5 follow")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}}""", 5, "begins at byte 1, where 0 is expected")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "F32 [2], does not take the bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "F32 [-1], does not take")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "does not take")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9007199254740993,9007199254740993],"data_offsets":[0,4]}}""", 4, "does not take")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""",
        1,
        "begins at byte 0")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 1, "is of type F8_E4M3; F32, F64")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""",
        2,
        "header is damaged")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1]}}""", 1, "header is damaged")]
    [InlineData("""{"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}}""", 1, "header is damaged")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "header is damaged")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "header is damaged")]
    [InlineData("""[1]""", 0, "no list of named tensors")]
    [InlineData("""{"a":""", 0, "header is damaged")]
    public void A_damaged_or_hostile_file_is_refused(string header, int bytes, string problem)
    {
        string path = Assembled(header, new byte[bytes]);
        string message = Assert.Throws<DbdException>(() => SafeTensorsFile.Read(path)).Message;
        Assert.StartsWith($"{path} cannot be read as a safetensors file: ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(20)]
    public void A_file_that_is_cut_off_is_refused(int length)
    {
        byte[] whole = File.ReadAllBytes(Assembled("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", [1]));
        string path = _folder.Write("cut.safetensors", whole[..length]);
        Assert.Contains("its header should have", Assert.Throws<DbdException>(() => SafeTensorsFile.Read(path)).Message);
    }

    private string Assembled(string header, byte[] bytes)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return _folder.Write("f.safetensors", [.. BitConverter.GetBytes((long)json.Length), .. json, .. bytes]);
    }
}
