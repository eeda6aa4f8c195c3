using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>ResNet-18 and ResNet-50 for ImageNet: a 7x7 stem of stride 2, max-pool, four stages, average pool. Its state dict is
/// torchvision's, with <c>fc</c> as the linear layer.</summary>
/// <remarks>He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, table 1. At 32x32 pixels its last maps have a single
/// one: <see cref="ResNet18"/> is the form for small pictures.</remarks>
public sealed class ResNet : Backbone
{
    private readonly Conv conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequence layer1;
    private readonly Sequence layer2;
    private readonly Sequence layer3;
    private readonly Sequence layer4;

    // Makes a block of channels that it takes, width of its stage, and stride.
    private delegate Part Block(int input, int width, int stride);

    private ResNet(string name, ResNetOptions options, int[] blocks, int expansion, Block block, Precision precision)
        : base(name, features: 8 * expansion * options.Width, precision)
    {
        int width = options.Width;
        conv1 = new Conv(3, width, kernel: 7, stride: 2, padding: 3, precision);
        bn1 = nn.BatchNorm2d(width);
        layer1 = Stage(width, width, stride: 1, blocks[0]);
        layer2 = Stage(expansion * width, 2 * width, stride: 2, blocks[1]);
        layer3 = Stage(expansion * 2 * width, 4 * width, stride: 2, blocks[2]);
        layer4 = Stage(expansion * 4 * width, 8 * width, stride: 2, blocks[3]);
        RegisterComponents();

        Sequence Stage(int input, int width, int stride, int count) =>
            new([block(input, width, stride), .. Enumerable.Range(1, count - 1).Select(_ => block(expansion * width, width, 1))]);
    }

    /// <inheritdoc/>
    public override string PublishedLinear => "fc";

    /// <summary>ResNet-18: two blocks of two convolutions a stage.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="precision">Of the convolutions.</param>
    public static ResNet Of18(ResNetOptions options, Precision precision) => new(
        "resnet18", options, [2, 2, 2, 2], expansion: 1,
        (input, width, stride) => new BasicBlock(input, width, stride, "downsample", precision), precision);

    /// <summary>ResNet-50: 3, 4, 6 and 3 blocks of three convolutions.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="precision">Of the convolutions.</param>
    public static ResNet Of50(ResNetOptions options, Precision precision) => new(
        "resnet50", options, [3, 4, 6, 3], Bottleneck.Expansion,
        (input, width, stride) => new Bottleneck(input, width, stride, precision), precision);

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T images)
    {
        using T stem = on.ConvNorm(conv1, bn1, images);
        using T pooled = on.MaxPool(stem, kernel: 3, stride: 2, padding: 1);
        using T first = layer1.Describe(on, pooled);
        using T second = layer2.Describe(on, first);
        using T third = layer3.Describe(on, second);
        using T maps = layer4.Describe(on, third);
        return on.Mean(maps);
    }
}
