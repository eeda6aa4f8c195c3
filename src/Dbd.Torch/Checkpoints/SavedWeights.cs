using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Torch.Networks;

using static TorchSharp.torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>The weights in a file that somebody saved: the whole file may be a state dict (torchvision), or hold one beside other things,
/// with the names that the network has here or there.</summary>
internal static class SavedWeights
{
    // Ours and the reference's; then those of Lightning and timm, ABL and BackdoorBench, the CIFAR collection.
    private static readonly string[] s_keys = [StateDict.ModelKey, "state_dict", "model", "net"];

    // Of a file that has something else, so many entries are told.
    private const int MostTold = 8;

    /// <summary>Whether a file holds a model, and nothing of the training that made it.</summary>
    public static bool IsModelAlone(PyDict content) => !content.Contains(Checkpoint.OptimizerEntry) && Find(content) is not null;

    /// <summary>The state dict in a file.</summary>
    /// <exception cref="DamagedDataException">There is none: says what there is.</exception>
    public static PyDict In(PyDict content) => Find(content) ?? throw new DamagedDataException(
        $"{Told(content)}; expected a state dict under '{string.Join("', '", s_keys)}', or as the whole file.");

    /// <summary>The weights by the names that a network of ours has for them.</summary>
    /// <param name="network">The network; only a classifier has other names elsewhere.</param>
    /// <param name="content">The file.</param>
    /// <exception cref="DamagedDataException">It has no weights.</exception>
    public static PyDict For(nn.Module network, PyDict content)
    {
        PyDict state = In(content);
        IReadOnlyList<KeyValuePair<string, TensorData>> tensors = StateDict.Tensors(state);
        return network is Classifier classifier && !tensors.Any(t => t.Key.StartsWith("backbone.") || t.Key.StartsWith("proj_head."))
            ? StateDict.From(tensors.Select(t => KeyValuePair.Create(classifier.NameOf(t.Key), t.Value)))
            : state;
    }

    private static PyDict? Find(PyDict content)
    {
        if (IsState(content))
            return content;
        PyDict[] states = [.. content.Values.OfType<PyDict>().Where(IsState)];
        return s_keys.Where(content.Contains).Select(key => content[key]).OfType<PyDict>().FirstOrDefault(IsState)
            ?? (states.Length == 1 ? states[0] : null);
    }

    private static bool IsState(PyDict dict) => dict.Count > 0 && dict.All(entry => entry is { Key: string, Value: TensorData });

    private static string Told(PyDict content)
    {
        string entries = string.Join(", ", content.Take(MostTold).Select(e => $"'{e.Key}' ({PyValue.Describe(e.Value)})"));
        return content.Count == 0 ? "it is empty" : $"it has no state dict, but {entries}{(content.Count > MostTold ? ", .." : "")}";
    }
}
