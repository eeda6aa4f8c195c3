using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Torch.Networks;

using static TorchSharp.torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>Weights as other programs publish them: a file that is a state dict (torchvision), or holds one beside other things, with the
/// names that the network has there.</summary>
internal static class PublishedState
{
    private const string Counter = ".num_batches_tracked";

    // Of a checkpoint that has no model_state_dict: ABL, BackdoorBench and the CIFAR collection.
    private static readonly string[] s_keys = ["state_dict", "model", "net"];

    /// <summary>Whether a file holds such weights, and is no checkpoint of ours or of the reference's.</summary>
    public static bool Is(PyDict content) => !content.Contains(StateDict.ModelKey) && In(content) is not null;

    /// <summary>The weights by the names that a network of ours has for them.</summary>
    /// <param name="network">The network; only a classifier has other names.</param>
    /// <param name="content">What <see cref="Is"/> said yes to.</param>
    public static PyDict For(nn.Module network, PyDict content)
    {
        IReadOnlyList<KeyValuePair<string, TensorData>> tensors = StateDict.Tensors(In(content)!);
        Dictionary<string, TensorData> named = network is Classifier classifier && !tensors.Any(t => t.Key.StartsWith("backbone."))
            ? tensors.ToDictionary(t => classifier.NameOf(t.Key), t => t.Value)
            : tensors.ToDictionary();
        // PyTorch counts batches since version 0.4.1, and uses the count for nothing here.
        foreach (string counter in network.state_dict().Keys.Where(name => name.EndsWith(Counter)))
            named.TryAdd(counter, TensorData.From<long>([0]));
        return StateDict.From(named);
    }

    private static PyDict? In(PyDict content) => IsState(content)
        ? content
        : s_keys.Where(content.Contains).Select(key => content[key]).OfType<PyDict>().FirstOrDefault(IsState);

    private static bool IsState(PyDict dict) => dict.Count > 0 && dict.All(entry => entry is { Key: string, Value: TensorData });
}
