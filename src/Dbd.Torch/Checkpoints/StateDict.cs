using Dbd.Serialization;
using Dbd.Serialization.Pickling;

using static TorchSharp.torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>A network's parameters and buffers, as PyTorch's <c>state_dict()</c> has them.</summary>
internal static class StateDict
{
    private const string ParallelPrefix = "module.";

    /// <summary>Copies a network's state.</summary>
    public static PyDict Of(nn.Module network)
    {
        PyDict state = new(PyDictKind.Ordered);
        foreach ((string name, Tensor tensor) in network.state_dict())
            state[name] = Tensors.Read(tensor);
        return state;
    }

    /// <summary>Puts a state into a network, or the part of a state that begins with <paramref name="prefix"/>.</summary>
    /// <param name="network">Gets it.</param>
    /// <param name="state">Names to tensors; a <c>module.</c> before the names is ignored.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="prefix">Only entries of the network and the state whose name begins so.</param>
    /// <exception cref="DbdException">It is the state of another network: says which entry differs, and how.</exception>
    public static void Load(nn.Module network, PyDict state, string source, string prefix = "")
    {
        Dictionary<string, TensorData> given = Named(state, source, prefix);
        (string Name, Tensor Tensor)[] wanted = [.. network.state_dict().Where(e => e.Key.StartsWith(prefix)).Select(e => (e.Key, e.Value))];
        foreach ((string name, Tensor tensor) in wanted)
        {
            if (!given.Remove(name, out TensorData? data))
                throw Other(source, $"it has no {name}");
            if (!data.Shape.AsSpan().SequenceEqual(tensor.shape))
                throw Other(source, $"its {name} is [{string.Join(", ", data.Shape)}], the network's is [{string.Join(", ", tensor.shape)}]");
            Tensors.Write(tensor, data, $"{source}: {name}");
        }
        if (given.Count > 0)
            throw Other(source, $"it has {given.Keys.First()}, which the network has not");
    }

    private static Dictionary<string, TensorData> Named(PyDict state, string source, string prefix)
    {
        Dictionary<string, TensorData> named = [];
        foreach ((object key, object? value) in state)
        {
            string name = key as string ?? throw Other(source, "a name in it is no text");
            name = name.StartsWith(ParallelPrefix) ? name[ParallelPrefix.Length..] : name;
            if (name.StartsWith(prefix))
                named[name] = value as TensorData ?? throw Other(source, $"its {name} is no tensor");
        }
        return named;
    }

    private static DbdException Other(string source, string difference) => new(
        $"{source} is a checkpoint of another network: {difference}. "
        + "Check `network` in the configuration (name, width, num_classes) against the run that wrote it.");
}
