using Dbd.Serialization.Zip;

namespace Dbd.Serialization.Torch;

/// <summary>A block of elements that tensors are views of.</summary>
/// <param name="Entry">Where its bytes are.</param>
/// <param name="Type">The element type.</param>
/// <param name="Count">Number of elements; the entry holds at least these.</param>
internal sealed record TorchStorage(ZipEntry Entry, ElementType Type, long Count);

/// <summary>The storages of a checkpoint: read once each, when a tensor needs them, within a budget of memory.</summary>
internal sealed class TorchStorages
{
    // Views of one storage, made contiguous, may together be larger than the file; a hostile file would make them vastly so.
    private const int MostExpansion = 8;

    private readonly ZipStoreReader _zip;
    private readonly string _folder;
    private readonly Dictionary<ZipEntry, byte[]> _loaded = new(ReferenceEqualityComparer.Instance);
    private readonly long _largestTensor;
    private long _budget;

    public TorchStorages(ZipStoreReader zip, string folder)
    {
        _zip = zip;
        _folder = folder;
        _budget = zip.FileLength * MostExpansion;
        _largestTensor = Math.Min(_budget, Array.MaxLength);
    }

    public TorchStorage Find(string key, ElementType type, long count)
    {
        ZipEntry entry = _zip.Entry($"{_folder}data/{key}");
        return count >= 0 && count <= entry.Length / type.Size()
            ? new TorchStorage(entry, type, count)
            : throw new DamagedDataException($"storage '{key}' should hold {count} elements of {type}, but has {entry.Length} bytes.");
    }

    /// <summary>A view of a storage, contiguous.</summary>
    public TensorData Tensor(TorchStorage storage, StridedLayout layout)
    {
        int elementSize = storage.Type.Size();
        long bytes = layout.CheckedCount(storage.Count, _largestTensor / elementSize) * elementSize;
        byte[] source = Load(storage.Entry);
        if (layout.IsContiguous && layout.Offset == 0 && bytes == source.Length)
            return new TensorData(storage.Type, layout.Size, source);
        Spend(bytes);
        byte[] target = new byte[bytes];
        layout.Gather(source, target, elementSize);
        return new TensorData(storage.Type, layout.Size, target);
    }

    private byte[] Load(ZipEntry entry)
    {
        if (!_loaded.TryGetValue(entry, out byte[]? bytes))
        {
            Spend(entry.Length);
            bytes = _zip.Read(entry);
            _loaded.Add(entry, bytes);
        }
        return bytes;
    }

    private void Spend(long bytes)
    {
        _budget -= bytes;
        if (_budget < 0)
            throw new DamagedDataException($"its tensors would take more than {MostExpansion} times the file's size.");
    }
}
