using Dbd.Serialization.Pickling;

namespace Dbd.Serialization.Torch;

/// <summary>A network's <c>state_dict</c>: names and tensors, in order.</summary>
public static class StateDict
{
    /// <summary>Where a checkpoint keeps it.</summary>
    public const string ModelKey = "model_state_dict";

    // Of training on several GPUs, of a compiled network, and of the objects that others keep a network in.
    private static readonly string[] s_wrappers = ["module.", "_orig_mod.", "model.", "net."];

    /// <summary>Makes a state dict as <c>Module.state_dict()</c> does, with the versions of the modules (<c>_metadata</c>).</summary>
    /// <param name="tensors">Names and tensors, in the order of the network.</param>
    public static PyDict From(IEnumerable<KeyValuePair<string, TensorData>> tensors)
    {
        PyDict dict = new(PyDictKind.Ordered);
        PyDict metadata = new(PyDictKind.Ordered) { [""] = Version(1) };
        foreach ((string name, TensorData tensor) in tensors)
        {
            dict[name] = tensor;
            for (int dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
                metadata[name[..dot]] = Version(IsBatchNorm(name, dot) ? 2 : 1);
        }
        dict.Attributes = new PyDict { ["_metadata"] = metadata };
        return dict;
    }

    /// <summary>The tensors of a state dict by name, without what wrappers of the network put before every name, such as
    /// <c>module.</c> of training on several GPUs.</summary>
    /// <param name="dict">As read from a file.</param>
    /// <exception cref="DamagedDataException">It has something else than named tensors.</exception>
    public static IReadOnlyList<KeyValuePair<string, TensorData>> Tensors(PyDict dict)
    {
        Check(dict);
        string first = dict.Keys.FirstOrDefault() as string ?? "";
        int skip = 0;
        while (s_wrappers.FirstOrDefault(w => string.CompareOrdinal(first, skip, w, 0, w.Length) == 0) is { } wrapper
            && dict.Keys.All(k => string.CompareOrdinal((string)k, 0, first, 0, skip + wrapper.Length) == 0))
        {
            skip += wrapper.Length;
        }
        return [.. dict.Select(e => KeyValuePair.Create(((string)e.Key)[skip..], (TensorData)e.Value!))];
    }

    internal static void Check(object? value)
    {
        if (value is not PyDict dict)
            throw new DamagedDataException($"its state dict is {PyValue.Describe(value)}, not a dictionary.");
        foreach ((object key, object? entry) in dict)
        {
            if (key is not string || entry is not TensorData)
                throw new DamagedDataException($"the entry '{key}' of its state dict is {PyValue.Describe(entry)}, not a named tensor.");
        }
    }

    // BatchNorm is at version 2 since it counts its batches; the count is its last entry, so that 2 is what remains.
    private static bool IsBatchNorm(string name, int dot) => name.AsSpan(dot + 1) is "num_batches_tracked";

    private static PyDict Version(int number) => new() { ["version"] = number };
}
