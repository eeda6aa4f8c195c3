using System.ComponentModel.DataAnnotations;

using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>Options of <see cref="PlainNetwork"/>.</summary>
public sealed record PlainNetworkOptions : NetworkOptions
{
    /// <summary>Channels of the first convolution.</summary>
    [Range(1, 1024)]
    public int Width { get; init; } = 32;
}

/// <summary>Two convolutions and a max-pool, without shortcuts.</summary>
public sealed class PlainNetwork : Backbone
{
    private readonly Conv conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv conv2;
    private readonly BatchNorm2d bn2;

    /// <summary>Makes the network with fresh weights, drawn from libtorch's default generator.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="precision">Of the convolutions.</param>
    public PlainNetwork(PlainNetworkOptions options, Precision precision)
        : base("plain_cnn", features: 2 * options.Width, precision)
    {
        int width = options.Width;
        conv1 = new Conv(3, width, kernel: 5, stride: 1, padding: 2, precision);
        bn1 = nn.BatchNorm2d(width);
        conv2 = new Conv(width, 2 * width, kernel: 3, stride: 2, padding: 1, precision);
        bn2 = nn.BatchNorm2d(2 * width);
        RegisterComponents();
    }

    /// <summary>The max-pool leaves a pixel of 2.</summary>
    public override int LeastSize => 2;

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T images)
    {
        using T first = on.ConvNorm(conv1, bn1, images);
        using T pooled = on.MaxPool(first, kernel: 2, stride: 2, padding: 0);
        using T second = on.ConvNorm(conv2, bn2, pooled);
        return on.Mean(second);
    }
}
