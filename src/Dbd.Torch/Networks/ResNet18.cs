using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Torch.Networks.Kernels;
using Dbd.Torch.Onnx;
using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Native;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks;

/// <summary>Options of <c>resnet18_cifar</c>.</summary>
public sealed record ResNet18Options : IDescribed
{
    /// <summary>Number of classes; must equal the configuration's own <c>num_classes</c>.</summary>
    [Range(2, 100_000)]
    public int? NumClasses { get; init; }

    /// <summary>Channels of the stem and of the first blocks; the reference's is 64.</summary>
    [Range(1, 1024)]
    public int Width { get; init; } = 64;

    string IDescribed.Description => $"width {Width}";
}

/// <summary>ResNet-18 for small pictures: a 3x3 stem of stride 1, no max-pool, four stages of two blocks, average pool.</summary>
/// <remarks>He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, as adapted to CIFAR by the reference
/// (width, 2, 4 and 8 times the width; strides 1, 2, 2, 2).</remarks>
public sealed class ResNet18 : Backbone
{
    private readonly Conv conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;

    private readonly ScalarType _arithmetic;

    /// <summary>Makes the network with fresh weights, drawn from libtorch's default generator.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="precision">Of the convolutions.</param>
    public ResNet18(ResNet18Options options, Precision precision)
        : base(nameof(ResNet18), features: 8 * options.Width)
    {
        int width = options.Width;
        _arithmetic = precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        conv1 = new Conv(3, width, kernel: 3, stride: 1, padding: 1, precision);
        bn1 = nn.BatchNorm2d(width);
        layer1 = Stage(width, width, stride: 1, precision);
        layer2 = Stage(width, 2 * width, stride: 2, precision);
        layer3 = Stage(2 * width, 4 * width, stride: 2, precision);
        layer4 = Stage(4 * width, 8 * width, stride: 2, precision);
        RegisterComponents();
    }

    /// <summary>Features of images.</summary>
    /// <param name="input">float32 [B, 3, H, W], normalised.</param>
    /// <returns>float32 [B, 8 * width].</returns>
    public override Tensor forward(Tensor input)
    {
        using Tensor images = Without.ChannelsLast ? input.to(_arithmetic).contiguous() : input.to(_arithmetic);
        using Tensor convolved = conv1.call(images);
        using Tensor stem = FusedBatchNorm.Apply(bn1, convolved);
        using Tensor first = layer1.call(stem);
        using Tensor second = layer2.call(first);
        using Tensor third = layer3.call(second);
        using Tensor maps = layer4.call(third);
        return maps.mean([2, 3], type: ScalarType.Float32);
    }

    /// <inheritdoc/>
    public override string Write(OnnxGraph graph, OnnxWeights weights, string images)
    {
        string stem = conv1.Write(graph, weights, "conv1", "bn1", bn1.eps, images);
        string maps = graph.Operator("Relu", weights.NameOf("relu"), [stem]);
        (string, Sequential)[] stages = [("layer1", layer1), ("layer2", layer2), ("layer3", layer3), ("layer4", layer4)];
        foreach ((string name, Sequential stage) in stages)
        {
            foreach ((string number, nn.Module block) in stage.named_children())
                maps = ((BasicBlock)block).Write(graph, weights.In(name).In(number), maps);
        }
        string averages = graph.Operator("GlobalAveragePool", weights.NameOf("pool"), [maps]);
        return graph.Operator("Flatten", weights.NameOf("features"), [averages], OnnxAttribute.Whole("axis", 1));
    }

    private static Sequential Stage(int input, int output, int stride, Precision precision) => nn.Sequential(
        ("0", new BasicBlock(input, output, stride, precision)),
        ("1", new BasicBlock(output, output, stride: 1, precision)));
}
