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
        // No fields of their own, whose names TorchSharp would take.
        private readonly (ConvNorm? Expand, ConvNorm Depthwise, Conv Reduce, BatchNorm2d Norm) _layers;

        public Body(int input, int output, int stride, int expansion, Precision precision)
            : base(nameof(Body))
        {
            int middle = expansion * input;
            _layers = (
                expansion == 1 ? null : Rectified(new Conv(input, middle, kernel: 1, stride: 1, padding: 0, precision)),
                Rectified(new Conv(middle, middle, kernel: 3, stride, padding: 1, precision, groups: middle)),
                new Conv(middle, output, kernel: 1, stride: 1, padding: 0, precision),
                nn.BatchNorm2d(output));
            nn.Module?[] all = [_layers.Expand, _layers.Depthwise, _layers.Reduce, _layers.Norm];
            foreach ((int number, nn.Module layer) in all.OfType<nn.Module>().Index())
                register_module($"{number}", layer);
        }

        public T Describe<T>(ILayers<T> on, T x, T? residual)
            where T : class, IDisposable
        {
            using T? expanded = _layers.Expand?.Describe(on, x);
            using T filtered = _layers.Depthwise.Describe(on, expanded ?? x);
            return on.ConvNorm(_layers.Reduce, _layers.Norm, filtered, Activation.None, residual);
        }

        private static ConvNorm Rectified(Conv conv) => new(conv, Activation.Relu6);
    }
}
