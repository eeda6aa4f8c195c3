using Dbd.Torch.Networks.Kernels;
using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Native;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Layers;

/// <summary>A 2-D convolution whose weight is float32 and whose arithmetic is of the chosen precision.</summary>
/// <remarks>TorchSharp has no autocast: the weight is cast where it is used, and autograd casts its gradient back.</remarks>
public sealed class Conv : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    private readonly ScalarType _arithmetic;

    /// <summary>Makes the layer, initialised with Kaiming's normal distribution, fan-out (He et al. 2015); a bias is 0.</summary>
    /// <param name="input">Channels that it takes.</param>
    /// <param name="output">Channels that it gives.</param>
    /// <param name="kernel">Height and width of its kernels.</param>
    /// <param name="stride">From one pixel of the result to the next.</param>
    /// <param name="padding">Pixels of zeros around the map.</param>
    /// <param name="precision">Of its arithmetic.</param>
    /// <param name="groups">Parts that channels are divided into; equal to both numbers of channels, it is depthwise.</param>
    /// <param name="biased">Whether each channel has a bias.</param>
    public Conv(int input, int output, int kernel, int stride, int padding, Precision precision, int groups = 1, bool biased = false)
        : base(nameof(Conv))
    {
        weight = new Parameter(empty(output, input / groups, kernel, kernel));
        nn.init.kaiming_normal_(weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        bias = biased ? new Parameter(zeros(output)) : null;
        _arithmetic = precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        (Stride, Padding, Groups, Output, Shape) = (stride, padding, groups, output, weight.shape);
        RegisterComponents();
    }

    internal int Output { get; }

    internal int Kernel => (int)Shape[2];

    internal int Stride { get; }

    internal int Padding { get; }

    internal int Groups { get; }

    internal bool HasBias => bias is not null;

    /// <summary>Of the weight: [output, input / groups, kernel, kernel].</summary>
    internal long[] Shape { get; }

    /// <summary>Convolves.</summary>
    /// <param name="input">[B, input, H, W] of the layer's precision.</param>
    /// <returns>[B, output, H / stride, W / stride], channels-last where the input is.</returns>
    public override Tensor forward(Tensor input)
    {
        if (SuitsWinograd && WinogradFunction.Suits(input, weight))
            return WinogradFunction.Apply(input, weight);
        // A 1x1 kernel with a stride sees every other pixel only. Taking those first is the same sum, and keeps clear of oneDNN's own
        // kernel for the gradient (brgconv_strided), which writes past its memory at few channels on a Zen 5 server: glibc ended the
        // process. A mean over one pixel takes them; a slice would too, but autograd makes its gradient NCHW, which slows the rest.
        bool skips = Stride > 1 && Kernel == 1;
        using Tensor? seen = skips ? nn.functional.avg_pool2d(input, 1, Stride) : null;
        long stride = skips ? 1 : Stride;
        return nn.functional.conv2d(
            seen ?? input, weight.to(_arithmetic), bias?.to(_arithmetic), [stride, stride], [Padding, Padding], groups: Groups);
    }

    private bool SuitsWinograd => !Without.Winograd && Kernel == 3 && Stride == 1 && Padding == 1 && Groups == 1 && !HasBias;
}
