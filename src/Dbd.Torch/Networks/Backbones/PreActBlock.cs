using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>The residual block that normalises and rectifies before each convolution (He et al., "Identity Mappings in Deep Residual
/// Networks", ECCV 2016, figure 1b). A shortcut that changes the size begins behind the first of these.</summary>
internal sealed class PreActBlock : Part
{
    private readonly BatchNorm2d bn1;
    private readonly Conv conv1;
    private readonly BatchNorm2d bn2;
    private readonly Conv conv2;

    private readonly Conv? _shortcut;

    /// <summary>Makes the block.</summary>
    /// <param name="input">Channels that it takes.</param>
    /// <param name="output">Channels that it gives.</param>
    /// <param name="stride">Of its first convolution.</param>
    /// <param name="precision">Of the convolutions.</param>
    /// <param name="shortcut">The name of the shortcut where the block changes the size.</param>
    /// <param name="within">Makes of the shortcut what has that name.</param>
    public PreActBlock(int input, int output, int stride, Precision precision, string shortcut, Func<Conv, nn.Module> within)
        : base(nameof(PreActBlock))
    {
        bn1 = nn.BatchNorm2d(input);
        conv1 = new Conv(input, output, kernel: 3, stride, padding: 1, precision);
        bn2 = nn.BatchNorm2d(output);
        conv2 = new Conv(output, output, kernel: 3, stride: 1, padding: 1, precision);
        RegisterComponents();
        if (stride == 1 && input == output)
            return;
        _shortcut = new Conv(input, output, kernel: 1, stride, padding: 0, precision);
        register_module(shortcut, within(_shortcut));
    }

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T x)
    {
        using T active = on.Norm(bn1, x);
        using T inner = on.ConvNorm(conv1, bn2, active);
        using T outer = on.Conv(conv2, inner);
        using T? projected = _shortcut is null ? null : on.Conv(_shortcut, active);
        return on.Add(outer, projected ?? x);
    }
}
