using System.Formats.Tar;
using System.IO.Compression;

using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Serialization.Zip;

namespace Dbd.Fuzz.Seeds;

/// <summary>Checkpoints and archives, and what makes damage within them pass checksums.</summary>
internal static class ArchiveSeeds
{
    /// <summary>The folder in the archive.</summary>
    public const string Folder = "cifar";

    /// <summary>The files in it.</summary>
    public static IReadOnlyList<string> Files { get; } = ["one.bin", "two.bin"];

    public static byte[] Tar(TarEntryFormat format)
    {
        using MemoryStream stream = new();
        using (TarWriter tar = new(stream, format, leaveOpen: true))
        {
            foreach (string file in Files)
                tar.WriteEntry(Entry(format, $"{Folder}/{file}"));
        }
        return stream.ToArray();
    }

    public static byte[] Zipped(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream zip = new(stream, CompressionLevel.Fastest))
            zip.Write(content);
        return stream.ToArray();
    }

    /// <summary>A checkpoint as training writes it, but for its size.</summary>
    public static byte[] Checkpoint()
    {
        using MemoryStream stream = new();
        TorchFile.Write(stream, Content());
        return stream.ToArray();
    }

    /// <summary>The pickle of the same checkpoint.</summary>
    public static byte[] Pickle()
    {
        using MemoryStream stream = new();
        new PickleWriter(new PickleOutput(stream), new TorchTensorWriter().Write).WriteAll(Content());
        return stream.ToArray();
    }

    /// <summary>A pickle with what others save beside their weights.</summary>
    public static byte[] OthersPickle { get; } =
    [
        .. "(dVstate_dict\n(dsVversion\nctorch.torch_version\nTorchVersion\n(V1.0\ntRsVargs\ncargparse\nNamespace\n)R(dVlr\nF0.1\nsbs"u8,
        .. "Vepoch\ncnumpy.core.multiarray\nscalar\n(cnumpy\ndtype\n(Vi8\ntRC\u0008"u8, 3, 0, 0, 0, 0, 0, 0, 0,
        .. "tRsVpath\ncpathlib\nPosixPath\n(V/\nVa\ntRsVtype\nctorch\nfloat32\n"u8,
        .. "sVlog\nccollections\ndefaultdict\n(c__builtin__\nlist\ntRs."u8,
    ];

    /// <summary>A file of the library safetensors.</summary>
    public static byte[] SafeTensors { get; } = DataSeeds.Written("f.safetensors", path => SafeTensorsFile.Write(
        path,
        [
            new("linear.weight", TensorData.From<float>([1, 2, 3, 4, 5, 6], 2, 3)), new("count", TensorData.From<long>([7])),
            new("half", TensorData.From<Half>([(Half)1, (Half)2], 2)),
        ],
        new Dictionary<string, string> { ["format"] = "pt", ["dbd_model"] = "network: {}" }));

    /// <summary>A checkpoint around a pickle, damaged or not, with the tensors of <see cref="Pickle"/>.</summary>
    public static byte[] Around(byte[] pickle)
    {
        TorchTensorWriter tensors = new();
        new PickleWriter(new PickleOutput(Stream.Null), tensors.Write).WriteAll(Content());
        using MemoryStream stream = new();
        ZipStoreWriter zip = new(stream);
        zip.Add("archive/data.pkl", pickle);
        for (int key = 0; key < tensors.Storages.Count; key++)
            zip.Add($"archive/data/{key}", tensors.Storages[key]);
        zip.Complete();
        return stream.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, string name)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
            _ => new UstarTarEntry(TarEntryType.RegularFile, name),
        };
        entry.DataStream = new MemoryStream([.. Enumerable.Range(0, 700).Select(i => (byte)i)]);
        return entry;
    }

    private static PyDict Content() => new()
    {
        ["epoch"] = 3,
        ["best_acc"] = 0.5,
        ["best_epoch"] = 2,
        ["model_state_dict"] = new PyDict(PyDictKind.Ordered)
        {
            ["linear.weight"] = TensorData.From<float>([1, 2, 3, 4, 5, 6], 2, 3),
            ["linear.bias"] = TensorData.From<double>([1, 2], 2),
            ["count"] = TensorData.From<long>([7]),
        },
        ["optimizer_state_dict"] = new PyDict
        {
            ["state"] = new PyDict { [0L] = new PyDict { ["step"] = 1.5 } },
            ["param_groups"] = new PyList(new PyTuple(true, null, "x")),
        },
        ["result"] = new PyDict { ["clean_test"] = new PyDict { ["acc"] = 0.5, ["loss"] = 1.25 } },
        ["dbd"] = new PyDict { ["poison_hash"] = "ab12", ["model"] = "network: {}" },
    };
}
