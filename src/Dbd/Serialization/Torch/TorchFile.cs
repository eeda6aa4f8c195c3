using System.Text;

using Dbd.Serialization.Pickling;
using Dbd.Serialization.Zip;

using Microsoft.Win32.SafeHandles;

namespace Dbd.Serialization.Torch;

/// <summary>PyTorch's checkpoint files (<c>torch.save</c>, the zip form of PyTorch 1.6 and later), both ways.</summary>
/// <remarks>Reading runs nothing: the pickle inside may name tensors, storages, and plain values of Python and NumPy, and nothing
/// else.</remarks>
public static class TorchFile
{
    private const string PickleName = "data.pkl";

    // Of a ResNet-18 with optimizer: 50 KB.
    private const int LargestPickle = 64 << 20;

    // torch/serialization.py, MAGIC_NUMBER as protocol 2 writes it.
    private static ReadOnlySpan<byte> LegacyStart => [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The saved dictionary; tensors are contiguous, and share their bytes where whole storages are shared.</returns>
    /// <exception cref="DbdException">The file is missing, damaged, hostile, or no checkpoint.</exception>
    public static PyDict Read(string path) => DamagedDataException.Naming(path, "a PyTorch checkpoint", () =>
    {
        object? root = Root(path);
        if (root is not PyDict checkpoint)
            throw new DamagedDataException($"it holds {PyValue.Describe(root)}, not a dictionary.");
        if (checkpoint.Contains(StateDict.ModelKey))
            StateDict.Check(checkpoint[StateDict.ModelKey]);
        return checkpoint;
    });

    /// <summary>Reads whatever plain data and tensors were saved.</summary>
    /// <param name="path">The file.</param>
    /// <returns>As <see cref="PickleReader.Read"/>, and tensors.</returns>
    /// <exception cref="DbdException">The file is missing, damaged or hostile.</exception>
    internal static object? ReadAny(string path) =>
        DamagedDataException.Naming(path, "a file of torch.save", () => Root(path));

    /// <summary>Writes a checkpoint safely (see <see cref="AtomicFile"/>).</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">What to save: plain data and tensors.</param>
    /// <exception cref="DbdException">The file cannot be written, or would exceed 4 GiB.</exception>
    public static void Write(string path, PyDict root) => AtomicFile.Write(path, stream => Write(stream, root));

    /// <summary>Writes a checkpoint: what <c>torch.load</c> opens, with <c>weights_only=True</c> too.</summary>
    /// <param name="stream">Where to; only written forward.</param>
    /// <param name="root">What to save: plain data and tensors. Tensors that share an array share a storage.</param>
    /// <exception cref="DbdException">The file would exceed 4 GiB.</exception>
    public static void Write(Stream stream, PyDict root) => WriteAny(stream, root);

    /// <summary>As <see cref="Write(Stream, PyDict)"/>, for a root that is no dictionary.</summary>
    internal static void WriteAny(Stream stream, object? root)
    {
        TorchTensorWriter tensors = new();
        using MemoryStream pickle = new();
        new PickleWriter(new PickleOutput(pickle), tensors.Write).WriteAll(root);
        ZipStoreWriter zip = new(stream);
        zip.Add($"archive/{PickleName}", pickle.GetBuffer().AsSpan(0, (int)pickle.Length));
        zip.Add("archive/byteorder", "little"u8);
        for (int key = 0; key < tensors.Storages.Count; key++)
            zip.Add($"archive/data/{key}", tensors.Storages[key]);
        zip.Add("archive/version", "3\n"u8);
        zip.Complete();
    }

    private static object? Root(string path)
    {
        SafeFileHandle file = File.OpenHandle(path);
        try
        {
            RefuseLegacy(file);
            using ZipStoreReader zip = new(file);
            return ReadRoot(zip);
        }
        finally
        {
            file.Dispose();
        }
    }

    private static object? ReadRoot(ZipStoreReader zip)
    {
        string[] pickles = [.. zip.Names.Where(n => n == PickleName || n.EndsWith($"/{PickleName}", StringComparison.Ordinal))];
        if (pickles.Length != 1)
            throw new DamagedDataException($"the archive has {pickles.Length} entries named {PickleName}; a checkpoint has one.");
        string folder = pickles[0][..^PickleName.Length];
        if (zip.Names.Contains(folder + "byteorder") && Encoding.UTF8.GetString(zip.Read(zip.Entry(folder + "byteorder"))) != "little")
            throw new DamagedDataException("it was written on a big-endian machine, which is not read here.");
        ZipEntry pickle = zip.Entry(pickles[0]);
        if (pickle.Length > LargestPickle)
            throw new DamagedDataException($"its {PickleName} has {pickle.Length} bytes; at most {LargestPickle} are read.");
        return PickleReader.Read(zip.Read(pickle), new TorchGlobals(new TorchStorages(zip, folder)));
    }

    private static void RefuseLegacy(SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[LegacyStart.Length];
        if (RandomAccess.Read(file, start, 0) == start.Length && start.SequenceEqual(LegacyStart))
        {
            throw new DamagedDataException("it is in PyTorch's old format, of before 1.6. Save it anew with a newer PyTorch: "
                + "torch.save(torch.load('old.pt', map_location='cpu'), 'new.pt').");
        }
    }
}
