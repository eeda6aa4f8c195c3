using Dbd.Serialization.Pickling;

using Op = Dbd.Serialization.Pickling.PickleOpcode;

namespace Dbd.Serialization.Torch;

/// <summary>Writes tensors to a pickle as PyTorch does, and numbers the storages they refer to.</summary>
internal sealed class TorchTensorWriter
{
    private readonly Dictionary<(byte[] Bytes, ElementType Type), int> _keys = [];
    private readonly List<byte[]> _storages = [];

    /// <summary>The bytes of the storages, in order of their numbers.</summary>
    public IReadOnlyList<byte[]> Storages => _storages;

    public void Write(PickleWriter pickle, TensorData tensor)
    {
        pickle.Output.Global("torch._utils", "_rebuild_tensor_v2");
        pickle.Output.Emit(Op.Mark);
        Storage(pickle, tensor);
        pickle.Output.Integer(0);
        pickle.Write(new PyTuple(tensor.Shape.Cast<object?>()));
        pickle.Write(new PyTuple(StridedLayout.RowMajor(tensor.Shape).Stride.Cast<object?>()));
        pickle.Write(false);
        pickle.Write(new PyDict(PyDictKind.Ordered));
        pickle.Output.Emit(Op.Tuple);
        pickle.Output.Emit(Op.Reduce);
    }

    private void Storage(PickleWriter pickle, TensorData tensor)
    {
        if (!_keys.TryGetValue((tensor.Bytes, tensor.Type), out int key))
        {
            key = _storages.Count;
            _keys.Add((tensor.Bytes, tensor.Type), key);
            _storages.Add(tensor.Bytes);
        }
        pickle.Output.Emit(Op.Mark);
        pickle.Output.Text("storage");
        pickle.Output.Global("torch", TorchElements.StorageOf(tensor.Type));
        pickle.Output.Text(key.ToString());
        pickle.Output.Text("cpu");
        pickle.Output.Integer(tensor.Count);
        pickle.Output.Emit(Op.Tuple);
        pickle.Output.Emit(Op.BinPersId);
    }
}
