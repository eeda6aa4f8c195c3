using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>The two-convolution residual block (He et al. 2016, figure 2).</summary>
internal sealed class BasicBlock : Part
{
    private readonly Conv conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv conv2;
    private readonly BatchNorm2d bn2;

    private readonly ConvNorm? _projection;

    /// <summary>Makes the block.</summary>
    /// <param name="input">Channels that it takes.</param>
    /// <param name="output">Channels that it gives.</param>
    /// <param name="stride">Of its first convolution.</param>
    /// <param name="projection">The name of the shortcut where the block changes the size.</param>
    /// <param name="precision">Of the convolutions.</param>
    public BasicBlock(int input, int output, int stride, string projection, Precision precision)
        : base(nameof(BasicBlock))
    {
        conv1 = new Conv(input, output, kernel: 3, stride, padding: 1, precision);
        bn1 = nn.BatchNorm2d(output);
        conv2 = new Conv(output, output, kernel: 3, stride: 1, padding: 1, precision);
        bn2 = nn.BatchNorm2d(output);
        RegisterComponents();
        _projection = Projection(input, output, stride, precision);
        if (_projection is not null)
            register_module(projection, _projection);
    }

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T x)
    {
        using T inner = on.ConvNorm(conv1, bn1, x);
        using T? projected = _projection?.Describe(on, x);
        return on.ConvNorm(conv2, bn2, inner, Activation.Relu, projected ?? x);
    }

    /// <summary>The shortcut where a block changes the size, else null.</summary>
    internal static ConvNorm? Projection(int input, int output, int stride, Precision precision) => stride == 1 && input == output
        ? null
        : new ConvNorm(new Conv(input, output, kernel: 1, stride, padding: 0, precision), Activation.None);
}
