using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

using static TorchSharp.torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>A network's parameters and buffers, as PyTorch's <c>state_dict()</c> has them.</summary>
internal static class ModelState
{
    /// <summary>Copies a network's state, in PyTorch's order: module by module, parameters before buffers.</summary>
    public static PyDict Of(nn.Module network) => StateDict.From(network.state_dict()
        .GroupBy(entry => entry.Key[..(entry.Key.LastIndexOf('.') + 1)])
        .SelectMany(module => module)
        .Select(entry => KeyValuePair.Create(entry.Key, Tensors.Read(entry.Value))));

    /// <summary>Puts a state into a network, or the part of a state that begins with <paramref name="prefix"/>.</summary>
    /// <param name="network">Gets it.</param>
    /// <param name="state">Names to tensors; a <c>module.</c> before the names is ignored.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="prefix">Only entries of the network and of the state whose name begins so.</param>
    /// <exception cref="DbdException">It is the state of another network, or holds NaN or infinity: says which entry, and how.</exception>
    public static void Load(nn.Module network, PyDict state, string source, string prefix = "")
    {
        Dictionary<string, TensorData> given = StateDict.Tensors(state).Where(e => e.Key.StartsWith(prefix)).ToDictionary();
        foreach ((string name, Tensor tensor) in network.state_dict().Where(e => e.Key.StartsWith(prefix)))
        {
            if (!given.Remove(name, out TensorData? data))
                throw Other(source, $"it has no {name}");
            if (!data.Shape.AsSpan().SequenceEqual(tensor.shape))
                throw Other(
                    source, $"its {name} is [{string.Join(", ", data.Shape)}], the network's is [{string.Join(", ", tensor.shape)}]");
            Tensors.Write(tensor, data, $"{source}: {name}");
            if (!Tensors.AreFinite(tensor))
            {
                throw new DbdException(
                    $"{source}: {name} holds what is no finite number. "
                        + "The training that wrote it diverged, or the file is damaged: take another checkpoint.");
            }
        }
        if (given.Count > 0)
            throw Other(source, $"it has {given.Keys.First()}, which the network has not");
    }

    private static DbdException Other(string source, string difference) => new(
        $"{source} is a checkpoint of another network: {difference}. "
        + "Check `network` in the configuration (name, width, num_classes) against the run that wrote it.");
}
