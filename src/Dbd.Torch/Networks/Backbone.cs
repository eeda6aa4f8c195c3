using Dbd.Torch.Onnx;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks;

/// <summary>The part of a network that turns images into features; stage 1 trains it, stage 2 freezes it.</summary>
/// <param name="name">The module's name.</param>
/// <param name="features">Number of features.</param>
public abstract class Backbone(string name, int features) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>Number of features that <c>forward</c> gives for an image.</summary>
    public int Features => features;

    /// <summary>Writes the network as ONNX operators, which give the same numbers as <c>forward</c> in evaluation mode.</summary>
    /// <param name="graph">Gets the operators.</param>
    /// <param name="weights">This network's weights.</param>
    /// <param name="images">The result in the graph that holds images: float32 [B, 3, H, W], normalised.</param>
    /// <returns>The result that holds features: float32 [B, features].</returns>
    public abstract string Write(OnnxGraph graph, OnnxWeights weights, string images);
}
