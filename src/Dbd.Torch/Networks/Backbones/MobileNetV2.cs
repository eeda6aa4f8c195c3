using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>Options of <c>mobilenet_v2</c>.</summary>
public sealed record MobileNetV2Options : NetworkOptions, IDescribed
{
    /// <summary>Factor of all numbers of channels, which are rounded to multiples of 8; the last layer never has fewer than 1280.</summary>
    [Range(0.05, 4.0)]
    public double WidthMult { get; init; } = 1;

    string IDescribed.Description => FormattableString.Invariant($"width_mult {WidthMult}");
}

/// <summary>MobileNetV2: depthwise convolutions between 1x1 ones, ReLU6, dropout before the linear layer. Its state dict is
/// torchvision's, with <c>classifier.1</c> as the linear layer.</summary>
/// <remarks>Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018, table 2. It halves a picture five
/// times: at 32x32 pixels its last maps have a single one.</remarks>
public sealed class MobileNetV2 : Backbone
{
    // Of each row: growth of the channels within a block, channels that it gives, blocks, stride of the first.
    private static readonly (int Expansion, int Output, int Count, int Stride)[] s_rows =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    private readonly Sequence features;
    private readonly Dropout dropout;

    /// <summary>Makes the network with fresh weights, drawn from libtorch's default generator.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="precision">Of the convolutions.</param>
    public MobileNetV2(MobileNetV2Options options, Precision precision)
        : base("mobilenet_v2", Multiple(1280 * Math.Max(1, options.WidthMult)), precision)
    {
        features = new Sequence([.. Parts(options.WidthMult, precision)]);
        dropout = nn.Dropout(0.2);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override string PublishedLinear => "classifier.1";

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T images)
    {
        using T maps = features.Describe(on, images);
        using T means = on.Mean(maps);
        return on.Dropout(dropout, means);
    }

    private IEnumerable<Part> Parts(double mult, Precision precision)
    {
        int input = Multiple(32 * mult);
        yield return new ConvNorm(new Conv(3, input, kernel: 3, stride: 2, padding: 1, precision), Activation.Relu6);
        foreach ((int expansion, int output, int count, int stride) in s_rows)
        {
            for (int i = 0; i < count; i++, input = Multiple(output * mult))
                yield return new InvertedResidual(input, Multiple(output * mult), i == 0 ? stride : 1, expansion, precision);
        }
        yield return new ConvNorm(new Conv(input, Features, kernel: 1, stride: 1, padding: 0, precision), Activation.Relu6);
    }

    // The nearest multiple of 8 that is not below nine tenths.
    private static int Multiple(double channels)
    {
        int nearest = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return nearest < 0.9 * channels ? nearest + 8 : nearest;
    }
}
