using static TorchSharp.torch;

namespace Dbd.Torch.Networks;

/// <summary>The part of a network that turns images into features; stage 1 trains it, stage 2 freezes it.</summary>
/// <param name="name">The module's name.</param>
/// <param name="features">Number of features.</param>
public abstract class Backbone(string name, int features) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>Number of features that <c>forward</c> gives for an image.</summary>
    public int Features => features;
}
