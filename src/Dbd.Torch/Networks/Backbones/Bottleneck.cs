using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>The three-convolution residual block (He et al. 2016, figure 5), which gives four times the channels of its middle; the
/// stride is that of the middle, as in torchvision.</summary>
internal sealed class Bottleneck : Part
{
    /// <summary>Channels that it gives, for one of its middle.</summary>
    public const int Expansion = 4;

    private readonly Conv conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv conv2;
    private readonly BatchNorm2d bn2;
    private readonly Conv conv3;
    private readonly BatchNorm2d bn3;
    private readonly ConvNorm? downsample;

    public Bottleneck(int input, int middle, int stride, Precision precision)
        : base(nameof(Bottleneck))
    {
        int output = Expansion * middle;
        conv1 = new Conv(input, middle, kernel: 1, stride: 1, padding: 0, precision);
        bn1 = nn.BatchNorm2d(middle);
        conv2 = new Conv(middle, middle, kernel: 3, stride, padding: 1, precision);
        bn2 = nn.BatchNorm2d(middle);
        conv3 = new Conv(middle, output, kernel: 1, stride: 1, padding: 0, precision);
        bn3 = nn.BatchNorm2d(output);
        downsample = BasicBlock.Projection(input, output, stride, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T x)
    {
        using T narrow = on.ConvNorm(conv1, bn1, x);
        using T middle = on.ConvNorm(conv2, bn2, narrow);
        using T? projected = downsample?.Describe(on, x);
        return on.ConvNorm(conv3, bn3, middle, Activation.Relu, projected ?? x);
    }
}
