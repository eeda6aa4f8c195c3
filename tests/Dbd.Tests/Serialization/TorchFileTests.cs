using System.Diagnostics;
using System.Text.Json;

using CsCheck;

using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class TorchFileTests
{
    private const string Pwned = "/tmp/golden_pwned";

    public static IEnumerable<TheoryDataRow<string, string>> Cases => Golden.Rows("load_checkpoint");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_checkpoint_is_read_or_refused(string folder, string id)
    {
        GoldenCase test = Golden.Case(folder, id);
        if (test.Json.GetProperty("expect").GetString() == "error")
            AssertRefused(test);
        else if (test.Json.TryGetProperty("expected", out JsonElement expected))
            AssertHolds(TorchFile.Read(test.Input()), expected);
        else
            AssertTensors(TorchFile.Read(test.Input()), test);
        Assert.False(File.Exists(Pwned));
    }

    [Fact]
    public void Everything_survives_a_round_trip()
    {
        using TempFolder folder = new();
        TensorData shared = TensorData.From<float>([1, 2, 3, 4, 5, 6], 2, 3);
        PyDict model = StateDict.From(
            [new("a.bn.weight", shared), new("a.bn.num_batches_tracked", TensorData.From<long>([7])), new("b", shared)]);
        PyDict root = new()
        {
            ["epoch"] = 3,
            ["values"] = new PyList(-1, 256, 1L << 40, long.MinValue, 0.1f, -2.5, "text ä", true, false, null),
            ["tuple"] = new PyTuple(1, new PyTuple()),
            ["milestones"] = new PyDict(PyDictKind.Counter) { [100] = 1 },
            ["model_state_dict"] = model,
            ["others"] = new PyList(
                TensorData.From<byte>([], 0, 4), TensorData.From<bool>([true, false], 2), TensorData.From<double>([Math.PI], 1, 1)),
        };
        TorchFile.Write(folder.File("x.pt"), root);
        PyDict again = TorchFile.Read(folder.File("x.pt"));
        Assert.Equal(root.Keys, again.Keys);
        Assert.Equal(root.Get<PyList>("values"), again.Get<PyList>("values"));
        Assert.Equal(PyDictKind.Counter, again.Get<PyDict>("milestones").Kind);
        Assert.Equal(1, again.Get<PyDict>("milestones").Get<long>(100));
        PyDict read = again.Get<PyDict>("model_state_dict");
        Assert.Equal(PyDictKind.Ordered, read.Kind);
        Assert.Equal(model.Keys, read.Keys);
        Assert.Equal([2L, 3L], read.Get<TensorData>("b").Shape);
        Assert.Equal(shared.Bytes, read.Get<TensorData>("b").Bytes);
        Assert.Same(read.Get<TensorData>("a.bn.weight").Bytes, read.Get<TensorData>("b").Bytes);
        Assert.Empty(read.Get<TensorData>("a.bn.num_batches_tracked").Shape);
        PyDict versions = read.Attributes!.Get<PyDict>("_metadata");
        Assert.Equal(["", "a", "a.bn"], versions.Keys);
        Assert.Equal(2, versions.Get<PyDict>("a.bn").Get<long>("version"));
        Assert.Equal(root.Get<PyList>("others").Select(t => t!.ToString()), again.Get<PyList>("others").Select(t => t!.ToString()));
    }

    [Fact]
    public void Data_in_written_files_is_aligned_to_64_bytes()
    {
        using MemoryStream stream = new();
        byte[] marker = [.. Enumerable.Range(1, 200).Select(i => (byte)i)];
        TorchFile.Write(stream, new PyDict { ["pad"] = "x", ["t"] = TensorData.From<byte>(marker, 200) });
        Assert.Equal(0, stream.ToArray().AsSpan().IndexOf(marker) % 64);
        Assert.StartsWith("PK\u0003\u0004", System.Text.Encoding.Latin1.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_prefix_of_several_gpus_is_stripped_only_if_every_name_has_it()
    {
        TensorData t = TensorData.From<float>([1], 1);
        Assert.Equal(["a", "b"], StateDict.Tensors(StateDict.From([new("module.a", t), new("module.b", t)])).Select(p => p.Key));
        Assert.Equal(["module.a", "b"], StateDict.Tensors(StateDict.From([new("module.a", t), new("b", t)])).Select(p => p.Key));
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_the_tensors_is_noticed()
    {
        using TempFolder folder = new();
        using MemoryStream stream = new();
        TorchFile.Write(stream, new PyDict { ["t"] = TensorData.From<float>(new float[64], 64) });
        byte[] bytes = stream.ToArray();
        bytes[bytes.AsSpan().IndexOf(new byte[256]) + 100] ^= 1;
        Assert.Contains("checksum", Assert.Throws<DbdException>(() => TorchFile.Read(folder.Write("x.pt", bytes))).Message);
    }

    [Fact]
    public void Random_damage_never_gives_another_exception()
    {
        using TempFolder folder = new();
        byte[] good = File.ReadAllBytes(RepositoryRoot.File("tests", "golden", "control_small.pt"));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length * 4]).Sample((at, value, length) =>
        {
            byte[] bad = [.. good];
            bad[at] = value;
            try
            {
                TorchFile.Read(folder.Write("x.pt", bad[..Math.Min(length, bad.Length)]));
            }
            catch (DbdException)
            {
            }
        }, iter: 1000, threads: 1);
    }

    [Theory]
    [InlineData(
        new byte[] { 0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E },
        "Save it anew with a newer PyTorch")]
    [InlineData(new byte[] { 1, 2, 3 }, "no zip archive")]
    [InlineData(new byte[0], "no zip archive")]
    public void Other_files_are_refused_with_advice(byte[] content, string problem)
    {
        using TempFolder folder = new();
        string path = folder.Write("old.pt", content);
        string message = Assert.Throws<DbdException>(() => TorchFile.Read(path)).Message;
        Assert.Contains(path, message);
        Assert.Contains(problem, message);
    }

    private static void AssertRefused(GoldenCase test)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        string message = Assert.Throws<DbdException>(() => TorchFile.Read(test.Input())).Message;
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Contains(test.Input(), message);
    }

    private static void AssertTensors(PyDict root, GoldenCase test)
    {
        foreach (string name in test.OutputNames)
        {
            TensorData want = Npy.Read(test.Output(name));
            TensorData got = root.Get<PyDict>("model_state_dict").Get<TensorData>(name);
            Assert.Equal(want.ToString(), got.ToString());
            Assert.Equal(want.Bytes, got.Bytes);
        }
    }

    private static void AssertHolds(PyDict root, JsonElement expected)
    {
        Assert.Equal(expected.GetProperty("epoch").GetInt64(), root.Get<long>("epoch"));
        Assert.Equal(expected.GetProperty("best_acc").GetDouble(), root.Get<double>("best_acc"));
        Assert.Equal(expected.GetProperty("best_epoch").GetInt64(), root.Get<long>("best_epoch"));
        Assert.Equal(
            expected.GetProperty("optimizer_param_count").GetInt32(), root.Get<PyDict>("optimizer_state_dict").Get<PyDict>("state").Count);
        Assert.Equal(
            expected.GetProperty("scheduler_last_epoch").GetInt64(), root.Get<PyDict>("scheduler_state_dict").Get<long>("last_epoch"));
        foreach (JsonProperty group in expected.GetProperty("result").EnumerateObject())
        {
            PyDict read = root.Get<PyDict>("result").Get<PyDict>(group.Name);
            Assert.Equal(
                group.Value.EnumerateObject().Select(p => (p.Name, p.Value.GetDouble())),
                read.Keys.Select(k => ((string)k, read.Get<double>(k))));
        }
        JsonElement[] tensors = [.. expected.GetProperty("tensors").EnumerateArray()];
        PyDict model = root.Get<PyDict>("model_state_dict");
        Assert.Equal(tensors.Select(t => t.GetProperty("name").GetString()), model.Keys);
        foreach (JsonElement tensor in tensors)
            AssertTensor(model.Get<TensorData>(tensor.GetProperty("name").GetString()!), tensor);
    }

    private static void AssertTensor(TensorData got, JsonElement want)
    {
        Assert.Equal(want.GetProperty("dtype").GetString(), got.Type.ToString().ToLowerInvariant());
        Assert.Equal(want.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()), got.Shape);
        double[] values = got.Type == ElementType.Int64
            ? [.. got.As<long>().ToArray().Select(n => (double)n)]
            : [.. got.As<float>().ToArray().Select(x => (double)x)];
        Assert.Equal(want.GetProperty("first").GetDouble(), values[0]);
        Assert.Equal(want.GetProperty("last").GetDouble(), values[^1]);
        Assert.Equal(want.GetProperty("sum").GetDouble(), values.Sum(), 1e-9);
        Assert.Equal(want.GetProperty("abs_sum").GetDouble(), values.Sum(Math.Abs), 1e-9);
    }
}
