using System.IO.Compression;
using System.Text;

using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Serialization;

/// <summary>Checkpoints put together by hand, with .NET's own zip writer and pickles of protocol 0, which are text.</summary>
public sealed class HostileTorchFileTests
{
    private const int Elements = 16;

    private static readonly float[] s_elements = [.. Enumerable.Range(0, Elements).Select(i => (float)i)];

    [Theory]
    [InlineData("I4\nI4\n", "I4\nI1\n", 0, new float[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 })]
    [InlineData("I2\nI3\n", "I1\nI2\n", 1, new float[] { 1, 3, 5, 2, 4, 6 })]
    [InlineData("I2\nI2\nI2\n", "I1\nI8\nI4\n", 2, new float[] { 2, 6, 10, 14, 3, 7, 11, 15 })]
    [InlineData("I3\n", "I0\n", 5, new float[] { 5, 5, 5 })]
    [InlineData("", "", 7, new float[] { 7 })]
    [InlineData("I0\nI3\n", "I3\nI1\n", 0, new float[0])]
    [InlineData("I1\nI2\n", "I999999\nI15\n", 0, new float[] { 0, 15 })]
    public void Views_become_contiguous(string size, string stride, int offset, float[] want)
    {
        using TempFolder folder = new();
        PyDict root = TorchFile.Read(Assembled(folder, State(Tensor(size, stride, offset))));
        Assert.Equal(want, root.Get<PyDict>("model_state_dict").Get<TensorData>("w").As<float>().ToArray());
    }

    public static IEnumerable<TheoryDataRow<string, string>> Pickles() =>
    [
        new(State(Tensor("I4\nI5\n", "I4\nI1\n")), "reaches outside its storage of 16"),
        new(State(Tensor("I4\n", "I4\n", 4)), "reaches outside"),
        new(State(Tensor("I4\n", "I1\n", -1)), "malformed layout"),
        new(State(Tensor("I-1\n", "I1\n")), "malformed layout"),
        new(State(Tensor("I2\n", "I-1\n", 5)), "malformed layout"),
        new(State(Tensor("I2\nI2\n", "I1\n")), "malformed layout"),
        new(State(Tensor("I4611686018427387904\nI4611686018427387904\nI4\n", "I0\nI0\nI0\n")), "more elements than the file can mean"),
        new(State(Tensor("I9223372036854775807\n", "I9223372036854775807\n")), "reaches outside"),
        new(State(Tensor("I1000000\n", "I0\n")), "more elements than the file can mean"),
        new(State(Tensor("", "", count: 17)), "17 elements of Float32, but has 64 bytes"),
        new(State(Tensor("", "", count: 1L << 60)), "1152921504606846976 elements"),
        new(State(Tensor("", "", count: -1)), "-1 elements"),
        new(State(Tensor("", "", key: "1")), "has no 'archive/data/1'"),
        new(State(Tensor("V2\n", "I1\n")), "not whole numbers"),
        new(State("I5\n"), "entry 'w' of its state dict is a whole number"),
        new(State("]"), "a list, not a named tensor"),
        new("(dVmodel_state_dict\n]s.", "state dict is a list"),
        new("(dI1\nI2\nsVmodel_state_dict\n(dI1\n" + Tensor("", "") + "ss.", "entry '1' of its state dict"),
        new("].", "holds a list, not a dictionary"),
        new(State("cnumpy.core.multiarray\nscalar\n"), "a Python name"),
        new(State("cnumpy.core.multiarray\n_reconstruct\n)R"), "NumPy's u1 [0], not a named tensor"),
        new(State("c__builtin__\neval\n(V1\ntR"), "'__builtin__.eval'"),
        new(State("ctorch\nload\n(Vx\ntR"), "'torch.load'"),
        new(State("ctorch\nFloatStorage\n"), "a Python name"),
        new(State("ctorch\nFloatStorage\n)R"), "calls FloatStorage"),
        new(State("(Vstorage\nctorch\nFloatStorage\nV0\nVcpu\nI16\ntQ"), "a storage where a value should be"),
        new(State("(Vmodule\nctorch\nFloatStorage\nV0\nVcpu\nI16\ntQ"), "no tensor storage"),
        new(State("ctorch._utils\n_rebuild_tensor_v2\n)R"), "another form than PyTorch writes"),
        new("(dVx\nccollections\nOrderedDict\n)Rp1\n(dV_metadata\ng1\nsbs.", "contains itself"),
        new("(dp1\nVx\ng1\ns.", "contains itself"),
        new("(dVx\n(d(dbs.", "cannot have"),
    ];

    // What torch.save of PyTorch 1.13 gives of {'v': torch.__version__, 'args': argparse.Namespace(lr=0.1, p=pathlib.PosixPath('/a/b')),
    // 'acc': numpy.float64(.5), 'epoch': numpy.int64(3), 'dt': torch.float32, 'dev': torch.device('cuda:0'), 'size': torch.Size([1, 2]),
    // 'seed': 2**64-1}.
    [Fact]
    public void What_stands_beside_the_weights_is_read_as_data()
    {
        using TempFolder folder = new();
        PyDict root = TorchFile.Read(Assembled(folder, Encoding.Latin1.GetString(Convert.FromHexString(
            "80027d710028580100000076710163746f7263682e746f7263685f76657273696f6e0a546f72636856657273696f6e0a7102580800000031"
                + "2e31332e306130710385710481710558040000006172677371066361726770617273650a4e616d6573706163650a7107298171087d710928"
                + "58020000006c72710a473fb999999999999a580100000070710b63706174686c69620a506f736978506174680a710c58010000002f710d58"
                + "0100000061710e580100000062710f877110527111756258030000006163637112636e756d70792e636f72652e6d756c746961727261790a"
                + "7363616c61720a7113636e756d70790a64747970650a71145802000000663871158988877116527117284b0358010000003c71184e4e4e4a"
                + "ffffffff4affffffff4b0074711962635f636f646563730a656e636f64650a711a5809000000000000000000c3a03f711b58060000006c61"
                + "74696e31711c86711d52711e86711f527120580500000065706f63687121681368145802000000693871228988877123527124284b036818"
                + "4e4e4e4affffffff4affffffff4b0074712562681a580800000003000000000000007126681c86712752712886712952712a580200000064"
                + "74712b63746f7263680a666c6f617433320a712c5803000000646576712d63746f7263680a6465766963650a712e58040000006375646171"
                + "2f4b00867130527131580400000073697a65713263746f7263680a53697a650a71334b014b02867134857135527136580400000073656564"
                + "71378a09ffffffffffffffff00752e"))));
        Assert.Equal(("1.13.0a0", 0.5, 3L), (root.Get<string>("v"), root.Get<double>("acc"), root.Get<long>("epoch")));
        Assert.Equal([1L, 2L], root.Get<PyTuple>("size"));
        Assert.Equal(0.1, Assert.IsType<PyNamespace>(root["args"]).Values!.Get<double>("lr"));
        Assert.Equal(8, root.Count);
    }

    [Theory]
    [MemberData(nameof(Pickles))]
    public void A_hostile_pickle_is_refused(string pickle, string problem)
    {
        using TempFolder folder = new();
        AssertRefused(Assembled(folder, pickle), problem);
    }

    [Fact]
    public void Many_copies_of_one_storage_are_refused_before_they_fill_the_memory()
    {
        string view = Tensor("I15\n", "I1\n");
        string pickle = $"(dVx\n({string.Concat(Enumerable.Repeat(view, 20_000))}ls.";
        using TempFolder folder = new();
        Assert.Equal(20_000, TorchFile.Read(Assembled(folder, pickle)).Get<PyList>("x").Count);
        byte[] large = new byte[1 << 20];
        string many = $"(dVx\n({string.Concat(Enumerable.Repeat(Tensor("I262143\n", "I1\n", count: 262144), 100))}ls.";
        AssertRefused(Assembled(folder, many, storage: large), "8 times the file's size", allocation: 64 << 20);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("archive/../x")]
    [InlineData("..")]
    [InlineData("archive\\x")]
    [InlineData("C:/x")]
    public void A_name_that_leads_out_is_refused_even_if_nothing_refers_to_it(string name)
    {
        using TempFolder folder = new();
        AssertRefused(Assembled(folder, State(Tensor("", "")), extra: (name, [1])), "leads out");
    }

    [Fact]
    public void Archives_of_another_form_are_refused()
    {
        using TempFolder folder = new();
        string good = State(Tensor("", ""));
        AssertRefused(Assembled(folder, good, extra: ("other/data.pkl", [(byte)'.'])), "2 entries named data.pkl");
        AssertRefused(Assembled(folder, good, extra: ("archive/data/0", [1])), "'archive/data/0' twice");
        AssertRefused(Assembled(folder, good, extra: ("archive/byteorder", "big"u8.ToArray())), "big-endian");
        AssertRefused(Assembled(folder, good, level: CompressionLevel.SmallestSize), "compressed or encrypted");
        AssertRefused(Assembled(folder, good, pickleName: "archive/other.pkl"), "0 entries named data.pkl");
    }

    [Fact]
    public void Every_cut_of_a_file_is_refused()
    {
        using TempFolder folder = new();
        byte[] whole = File.ReadAllBytes(Assembled(folder, State(Tensor("", ""))));
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<DbdException>(() => TorchFile.Read(folder.Write("cut.pt", whole[..length])));
    }

    private static string State(string value) => $"(dVmodel_state_dict\nccollections\nOrderedDict\n)R(Vw\n{value}us.";

    private static string Tensor(string size, string stride, int offset = 0, long count = Elements, string key = "0") =>
        $"ctorch._utils\n_rebuild_tensor_v2\n((Vstorage\nctorch\nFloatStorage\nV{key}\nVcpu\nI{count}\ntQI{offset}\n"
            + $"({size}t({stride}tI00\nccollections\nOrderedDict\n)RtR";

    private static string Assembled(
        TempFolder folder,
        string pickle,
        byte[]? storage = null,
        (string Name, byte[] Content)? extra = null,
        CompressionLevel level = CompressionLevel.NoCompression,
        string pickleName = "archive/data.pkl")
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(pickleName, Encoding.Latin1.GetBytes(pickle));
            Add("archive/data/0", storage ?? System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(s_elements).ToArray());
            if (extra is var (name, content))
                Add(name, content);

            void Add(string entry, byte[] bytes)
            {
                using Stream target = zip.CreateEntry(entry, level).Open();
                target.Write(bytes);
            }
        }
        return folder.Write("x.pt", stream.ToArray());
    }

    private static void AssertRefused(string path, string problem, long allocation = 8 << 20)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(problem, Assert.Throws<DbdException>(() => TorchFile.Read(path)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, allocation);
    }
}
