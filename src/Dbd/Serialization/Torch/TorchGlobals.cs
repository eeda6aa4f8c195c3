using Dbd.Serialization.Pickling;

namespace Dbd.Serialization.Torch;

/// <summary>The only names that a checkpoint's pickle may use.</summary>
/// <param name="storages">Where its tensors' elements are.</param>
/// <param name="also">What else it may refer to.</param>
internal sealed class TorchGlobals(TorchStorages storages, IPickleGlobals? also = null) : IPickleGlobals
{
    public PickleGlobal? Find(string module, string name) => (module, name) switch
    {
        ("collections", "OrderedDict") => new("OrderedDict", Ordered),
        ("collections", "Counter") => new("Counter", Counter),
        ("torch._utils", "_rebuild_tensor_v2") => new(name, Tensor),
        ("torch._utils", "_rebuild_parameter") => new(name, Parameter),
        ("torch", _) when TorchElements.OfStorage(name) is not null => new(name),
        _ => also?.Find(module, name),
    };

    // ("storage", its class, key, device, number of elements); the device does not matter here.
    public object? Persistent(object? id)
    {
        if (id is not PyTuple { Count: 5 } t || t[0] is not "storage" || t[1] is not PickleGlobal kind
            || t[2] is not string key || t[4] is not long count
            || TorchElements.OfStorage(kind.Name) is not ElementType type)
        {
            throw new DamagedDataException("it refers to something that is no tensor storage.");
        }
        return storages.Find(key, type, count);
    }

    private static PyDict Ordered(PyTuple arguments) => arguments.Count == 0
        ? new PyDict(PyDictKind.Ordered)
        : throw new DamagedDataException("it has an OrderedDict of another form than Python 3 writes.");

    // Relabelled, not copied: a copy for every call would let a small file take much memory.
    private static PyDict Counter(PyTuple arguments)
    {
        if (arguments.Count != 1 || arguments[0] is not PyDict { Kind: PyDictKind.Plain } counts)
            throw new DamagedDataException("it has a Counter of another form than Python writes.");
        counts.Kind = PyDictKind.Counter;
        return counts;
    }

    // (tensor, requires_grad, backward_hooks)
    private static TensorData Parameter(PyTuple arguments) => arguments.Count == 3 && arguments[0] is TensorData tensor
        ? tensor
        : throw new DamagedDataException("it has a parameter that is no tensor.");

    // (storage, offset, size, stride, requires_grad, backward_hooks[, metadata])
    private TensorData Tensor(PyTuple arguments)
    {
        if (arguments.Count < 6 || arguments[0] is not TorchStorage storage || arguments[1] is not long offset
            || arguments[2] is not PyTuple size || arguments[3] is not PyTuple stride)
        {
            throw new DamagedDataException("it has a tensor of another form than PyTorch writes.");
        }
        return storages.Tensor(storage, new StridedLayout(offset, Longs(size), Longs(stride)));
    }

    private static long[] Longs(PyTuple tuple) =>
        [.. tuple.Select(v => v as long? ?? throw new DamagedDataException("it has a tensor whose sizes are not whole numbers."))];
}
