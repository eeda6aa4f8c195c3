using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>MobileNetV2's block: a 1x1 convolution to more channels, a depthwise 3x3, a 1x1 to few channels without activation, and a
/// shortcut where the size stays (Sandler et al. 2018, figure 4d).</summary>
internal sealed class InvertedResidual : Part
{
    private readonly Body conv;

    private readonly bool _hasShortcut;

    public InvertedResidual(int input, int output, int stride, int expansion, Precision precision)
        : base(nameof(InvertedResidual))
    {
        conv = new Body(input, output, stride, expansion, precision);
        _hasShortcut = stride == 1 && input == output;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T x) => conv.Describe(on, x, _hasShortcut ? x : null);

    /// <summary>The convolutions, numbered as in torchvision, which has no first one where the channels do not grow.</summary>
    private sealed class Body : nn.Module
    {
        private readonly ConvNorm? _expand;
        private readonly ConvNorm _depthwise;
        private readonly Conv _reduce;
        private readonly BatchNorm2d _norm;

        public Body(int input, int output, int stride, int expansion, Precision precision)
            : base(nameof(Body))
        {
            int middle = expansion * input;
            if (expansion > 1)
                _expand = new ConvNorm(new Conv(input, middle, kernel: 1, stride: 1, padding: 0, precision), Activation.Relu6);
            _depthwise = new ConvNorm(
                new Conv(middle, middle, kernel: 3, stride, padding: 1, precision, groups: middle), Activation.Relu6);
            _reduce = new Conv(middle, output, kernel: 1, stride: 1, padding: 0, precision);
            _norm = nn.BatchNorm2d(output);
            nn.Module[] layers = [.. _expand is null ? [] : (nn.Module[])[_expand], _depthwise, _reduce, _norm];
            for (int i = 0; i < layers.Length; i++)
                register_module($"{i}", layers[i]);
        }

        public T Describe<T>(ILayers<T> on, T x, T? residual)
            where T : class, IDisposable
        {
            using T? expanded = _expand?.Describe(on, x);
            using T filtered = _depthwise.Describe(on, expanded ?? x);
            return on.ConvNorm(_reduce, _norm, filtered, Activation.None, residual);
        }
    }
}
