using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

using static TorchSharp.torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>A network's parameters and buffers, as PyTorch's <c>state_dict()</c> has them.</summary>
internal static class ModelState
{
    // PyTorch counts batches since version 0.4.1, and uses the count for nothing here; as there, none is 0.
    private const string Counter = ".num_batches_tracked";

    /// <summary>Copies a network's state, in PyTorch's order: module by module, parameters before buffers.</summary>
    public static PyDict Of(nn.Module network) => StateDict.From(network.state_dict()
        .GroupBy(entry => entry.Key[..(entry.Key.LastIndexOf('.') + 1)])
        .SelectMany(module => module)
        .Select(entry => KeyValuePair.Create(entry.Key, Tensors.Read(entry.Value))));

    /// <summary>Puts a state into a network, or the part of a state that begins with <paramref name="prefix"/>.</summary>
    /// <param name="network">Gets it.</param>
    /// <param name="state">Names to tensors, in any format of numbers; a <c>module.</c> before the names is ignored, and counts of
    /// batches may be missing.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="prefix">Only entries of the network and of the state whose name begins so.</param>
    /// <exception cref="DbdException">It is the state of another network, or holds NaN or infinity: says which entry, and how.</exception>
    public static void Load(nn.Module network, PyDict state, string source, string prefix = "")
    {
        Dictionary<string, TensorData> given = StateDict.Tensors(state).Where(e => e.Key.StartsWith(prefix)).ToDictionary();
        Dictionary<string, Tensor> expected = network.state_dict().Where(e => e.Key.StartsWith(prefix)).ToDictionary();
        if (Difference(given, expected) is { } difference)
            throw new DbdException(
                $"{source} is a checkpoint of another network: {difference}. "
                + $"It has {Told(given.Select(e => (e.Key, e.Value.Shape)))}; "
                + $"the network has {Told(expected.Select(e => (e.Key, e.Value.shape)))}. "
                + "Check `network` in the configuration (name, width, num_classes) against the run that wrote it.");
        foreach ((string name, Tensor tensor) in expected)
            Load(tensor, given.GetValueOrDefault(name), $"{source}: {name}");
    }

    private static void Load(Tensor tensor, TensorData? data, string source)
    {
        if (data is null)
        {
            tensor.zero_();
            return;
        }
        Tensors.Write(tensor, data, source);
        if (!Tensors.AreFinite(tensor))
        {
            throw new DbdException(
                $"{source} holds what is no finite number. "
                    + "The training that wrote it diverged, or the file is damaged: take another checkpoint.");
        }
    }

    private static string? Difference(Dictionary<string, TensorData> given, Dictionary<string, Tensor> expected)
    {
        foreach ((string name, Tensor tensor) in expected)
        {
            if (!given.TryGetValue(name, out TensorData? data))
            {
                if (IsCounter(name))
                    continue;
                return $"it has no {name}";
            }
            if (!data.Shape.AsSpan().SequenceEqual(tensor.shape))
                return $"its {name} is [{string.Join(", ", data.Shape)}], the network's is [{string.Join(", ", tensor.shape)}]";
        }
        return given.Keys.FirstOrDefault(name => !expected.ContainsKey(name)) is { } more
            ? $"it has {more}, which the network has not"
            : null;
    }

    private static string Told(IEnumerable<(string Name, long[] Shape)> entries) => entries.Where(e => !IsCounter(e.Name)).ToArray() switch
    {
        [] => "no such entries",
        [var only] => $"only {Told(only)}",
        { Length: var count } and [var first, .., var last] => $"{count} entries from {Told(first)} to {Told(last)}",
    };

    private static bool IsCounter(string name) => name.EndsWith(Counter, StringComparison.Ordinal);

    private static string Told((string Name, long[] Shape) entry) => $"{entry.Name} [{string.Join(", ", entry.Shape)}]";
}
