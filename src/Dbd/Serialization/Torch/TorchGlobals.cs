using Dbd.Serialization.Pickling;

namespace Dbd.Serialization.Torch;

/// <summary>The only names that a checkpoint's pickle may use: PyTorch's for tensors, and those of plain values and of NumPy's.</summary>
/// <param name="storages">Where its tensors' elements are.</param>
internal sealed class TorchGlobals(TorchStorages storages) : IPickleGlobals
{
    private static readonly HashSet<string> s_constants =
    [
        "float16", "bfloat16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "bool",
        "contiguous_format", "channels_last", "preserve_format", "strided",
    ];

    private readonly NumpyGlobals _numpy = new();

    /// <inheritdoc/>
    public string Advice =>
        "Only numbers, texts and tensors are read. Save a model's state dict, not the model: torch.save(model.state_dict(), 'model.pt').";

    public PickleGlobal? Find(string module, string name) => (module, name) switch
    {
        ("torch._utils", "_rebuild_tensor_v2") => new(name, Tensor),
        ("torch._utils", "_rebuild_parameter") => new(name, Parameter),
        ("torch", _) when TorchElements.OfStorage(name) is not null => new(name),
        ("torch", "Size") => new(name, Only<PyTuple>),
        ("torch", "device") => new(name, arguments => arguments),
        ("torch", _) when s_constants.Contains(name) => new(name, IsValue: true),
        // What torch.__version__ is: a text of a class of its own.
        ("torch.torch_version", "TorchVersion") => new(name, Only<string>),
        _ => _numpy.Find(module, name),
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

    private static T Only<T>(PyTuple arguments)
        where T : class =>
        arguments is [T value] ? value : throw new DamagedDataException("it has a value of another form than PyTorch writes.");

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
