using Dbd.Configuration;
using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Native;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks;

/// <summary>The part of a network that turns images into features; stage 1 trains it, stage 2 freezes it.</summary>
/// <param name="name">The module's name, for messages.</param>
/// <param name="features">Number of features.</param>
/// <param name="precision">Of the convolutions.</param>
public abstract class Backbone(string name, int features, Precision precision) : nn.Module<Tensor, Tensor>(name)
{
    private readonly ScalarType _arithmetic = precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>The processes that train the network together: BatchNorm is over the batch of all of them.</summary>
    internal IProcessGroup Processes { get; set; } = Alone.Instance;

    /// <summary>Number of features that <c>forward</c> gives for an image.</summary>
    public int Features => features;

    /// <summary>The least height and width of an image, in pixels.</summary>
    public virtual int LeastSize => 1;

    /// <summary>What published state dicts of this network call the linear layer behind it; the rest of what they hold is the
    /// backbone's.</summary>
    public virtual string PublishedLinear => "linear";

    /// <summary>Says what is computed, step by step: run, or written as ONNX operators.</summary>
    /// <typeparam name="T">What a step gives.</typeparam>
    /// <param name="on">Does the steps.</param>
    /// <param name="images">[B, 3, H, W], normalised.</param>
    /// <returns>Features, [B, features].</returns>
    public abstract T Describe<T>(ILayers<T> on, T images)
        where T : class, IDisposable;

    /// <summary>Features of images.</summary>
    /// <param name="input">float32 [B, 3, H, W], normalised.</param>
    /// <returns>float32 [B, features].</returns>
    /// <exception cref="ConfigException">The images are smaller than <see cref="LeastSize"/>.</exception>
    public sealed override Tensor forward(Tensor input)
    {
        CheckSize(input.shape[2], input.shape[3]);
        using Tensor images = Without.ChannelsLast ? input.to(_arithmetic).contiguous() : input.to(_arithmetic);
        return Describe(new TorchLayers(Processes), images);
    }

    /// <summary>Refuses images that are too small.</summary>
    /// <exception cref="ConfigException">They are.</exception>
    internal void CheckSize(long height, long width)
    {
        if (Math.Min(height, width) < LeastSize)
        {
            throw new ConfigException(
                "", $"{GetName()} takes pictures of {LeastSize}x{LeastSize} and larger; these are {height}x{width}.",
                "Use larger ones (dataset_size, transform), or another network.");
        }
    }
}
