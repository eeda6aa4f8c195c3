using Dbd.Serialization;

namespace Dbd.Torch.Onnx;

/// <summary>The weights of a part of a network, under the names of its state dict.</summary>
/// <param name="state">The whole network's weights, float32.</param>
/// <param name="prefix">The part's name and a dot; empty for the whole network.</param>
internal sealed class OnnxWeights(IReadOnlyDictionary<string, TensorData> state, string prefix = "")
{
    /// <summary>A weight.</summary>
    /// <param name="name">Its name within the part.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public TensorData this[string name] => state[NameOf(name)];

    /// <summary>The weights of a part of this part.</summary>
    /// <param name="part">Its name, e.g. <c>layer1.0</c>.</param>
    public OnnxWeights In(string part) => new(state, $"{prefix}{part}.");

    /// <summary>A name within the part as the whole network has it; it names operators too.</summary>
    /// <param name="name">E.g. <c>conv1</c>.</param>
    public string NameOf(string name) => prefix + name;
}
