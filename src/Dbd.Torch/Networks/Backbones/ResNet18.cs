using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>ResNet-18 for small pictures: a 3x3 stem of stride 1, no max-pool, four stages of two blocks, average pool.</summary>
/// <remarks>He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, as adapted to CIFAR by the reference
/// (width, 2, 4 and 8 times the width; strides 1, 2, 2, 2).</remarks>
public sealed class ResNet18 : Backbone
{
    private readonly Conv conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequence layer1;
    private readonly Sequence layer2;
    private readonly Sequence layer3;
    private readonly Sequence layer4;

    /// <summary>Makes the network with fresh weights, drawn from libtorch's default generator.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="precision">Of the convolutions.</param>
    public ResNet18(ResNetOptions options, Precision precision)
        : base("resnet18_cifar", features: 8 * options.Width, precision)
    {
        int width = options.Width;
        conv1 = new Conv(3, width, kernel: 3, stride: 1, padding: 1, precision);
        bn1 = nn.BatchNorm2d(width);
        layer1 = Stage(width, width, stride: 1, precision);
        layer2 = Stage(width, 2 * width, stride: 2, precision);
        layer3 = Stage(2 * width, 4 * width, stride: 2, precision);
        layer4 = Stage(4 * width, 8 * width, stride: 2, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T images)
    {
        using T stem = on.ConvNorm(conv1, bn1, images);
        using T first = layer1.Describe(on, stem);
        using T second = layer2.Describe(on, first);
        using T third = layer3.Describe(on, second);
        using T maps = layer4.Describe(on, third);
        return on.Mean(maps);
    }

    private static Sequence Stage(int input, int output, int stride, Precision precision) => new(
        new BasicBlock(input, output, stride, "shortcut", precision),
        new BasicBlock(output, output, stride: 1, "shortcut", precision));
}
