using System.Text;

using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Torch.Networks;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Networks;

/// <summary>Weights that follow from a formula, so that they need not be stored; <c>tests/interop/networks.py</c> makes the same.</summary>
internal static class MadeWeights
{
    /// <summary>Numbers in [-0.5, 0.5) of a name and an index.</summary>
    public static double[] Numbers(string name, long count)
    {
        uint key = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
            key = (key ^ b) * 16777619;
        double[] numbers = new double[count];
        for (int i = 0; i < numbers.Length; i++)
        {
            uint h = unchecked((uint)i * 0x9E3779B1 + key);
            h ^= h >> 15;
            h *= 0x2C1B3C6D;
            h ^= h >> 12;
            h *= 0x297A2D39;
            h ^= h >> 15;
            numbers[i] = h / 4294967296.0 - 0.5;
        }
        return numbers;
    }

    /// <summary>The same, times a factor, as a tensor.</summary>
    public static Tensor Tensor(string name, double factor, params long[] shape) =>
        tensor(Array.ConvertAll(Numbers(name, shape.Aggregate((a, b) => a * b)), v => (float)(factor * v)), shape);

    /// <summary>A network's weights as a state dict that its authors would publish: their names, and no counts of batches.</summary>
    public static PyDict Published(Classifier network, Backbone backbone) => StateDict.From(network.state_dict()
        .Where(e => !e.Key.EndsWith("num_batches_tracked"))
        .Select(e => (Name: NameIn(backbone, e.Key), e.Value.shape))
        .Select(e => KeyValuePair.Create(e.Name, Made(e.Name, e.shape))));

    /// <summary>The name that a weight has in published state dicts.</summary>
    public static string NameIn(Backbone backbone, string name) =>
        name.StartsWith("linear.") ? name.Replace("linear", backbone.PublishedLinear) : name["backbone.".Length..];

    /// <summary>A weight by its published name.</summary>
    public static TensorData Made(string name, long[] shape)
    {
        long count = shape.Aggregate((a, b) => a * b);
        double scale = shape.Length > 1 ? Math.Sqrt(24.0 * shape[0] / count) : 0;
        bool isFactor = name.EndsWith("weight") || name.EndsWith("running_var");
        float[] values = Array.ConvertAll(
            Numbers(name, count), v => (float)(shape.Length > 1 ? v * scale : isFactor ? 1 + 0.5 * v : 0.2 * v));
        return TensorData.From<float>(values, shape);
    }
}
