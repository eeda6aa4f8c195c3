using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>ResNet-18 of pre-activation blocks for small pictures: what BackdoorBench measures on.</summary>
/// <remarks>He et al., "Identity Mappings in Deep Residual Networks", ECCV 2016, in the form of the CIFAR collection that
/// BackdoorBench took it from: no BatchNorm before the average pool. State dict names are theirs.</remarks>
public sealed class PreActResNet18 : Backbone
{
    private readonly Conv conv1;
    private readonly Sequence layer1;
    private readonly Sequence layer2;
    private readonly Sequence layer3;
    private readonly Sequence layer4;

    /// <summary>Makes the network with fresh weights, drawn from libtorch's default generator.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="precision">Of the convolutions.</param>
    public PreActResNet18(ResNetOptions options, Precision precision)
        : base("preact_resnet18", features: 8 * options.Width, precision)
    {
        int width = options.Width;
        conv1 = new Conv(3, width, kernel: 3, stride: 1, padding: 1, precision);
        layer1 = Stage(width, width, stride: 1, precision);
        layer2 = Stage(width, 2 * width, stride: 2, precision);
        layer3 = Stage(2 * width, 4 * width, stride: 2, precision);
        layer4 = Stage(4 * width, 8 * width, stride: 2, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T images)
    {
        using T stem = on.Conv(conv1, images);
        using T first = layer1.Describe(on, stem);
        using T second = layer2.Describe(on, first);
        using T third = layer3.Describe(on, second);
        using T maps = layer4.Describe(on, third);
        return on.Mean(maps);
    }

    private static Sequence Stage(int input, int output, int stride, Precision precision) =>
        new(Block(input, output, stride, precision), Block(output, output, stride: 1, precision));

    private static PreActBlock Block(int input, int output, int stride, Precision precision) =>
        new(input, output, stride, precision, "shortcut", conv => nn.Sequential(("0", conv)));
}
