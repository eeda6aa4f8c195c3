using Dbd.Torch.Networks.Kernels;
using Dbd.Torch.Onnx;
using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Native;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks;

/// <summary>A 2-D convolution without bias whose weight is float32 and whose arithmetic is of the chosen precision.</summary>
/// <remarks>TorchSharp has no autocast: the weight is cast where it is used, and autograd casts its gradient back.</remarks>
internal sealed class Conv : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    private readonly ScalarType _arithmetic;
    private readonly long[] _stride;
    private readonly long[] _padding;

    /// <summary>Makes the layer, initialised with Kaiming's normal distribution, fan-out (He et al. 2015).</summary>
    public Conv(int input, int output, int kernel, int stride, int padding, Precision precision)
        : base(nameof(Conv))
    {
        weight = new Parameter(empty(output, input, kernel, kernel));
        nn.init.kaiming_normal_(weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        _arithmetic = precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        _stride = [stride, stride];
        _padding = [padding, padding];
        RegisterComponents();
    }

    /// <summary>Convolves.</summary>
    /// <param name="input">[B, input, H, W] of the layer's precision.</param>
    /// <returns>[B, output, H / stride, W / stride], channels-last where the input is.</returns>
    public override Tensor forward(Tensor input)
    {
        if (!Without.Winograd && weight.shape[2] == 3 && _stride[0] == 1 && _padding[0] == 1 && WinogradFunction.Suits(input, weight))
            return WinogradFunction.Apply(input, weight);
        // A 1x1 kernel with a stride sees every other pixel only. Taking those first is the same sum, and keeps clear of oneDNN's own
        // kernel for the gradient (brgconv_strided), which writes past its memory at few channels on a Zen 5 server: glibc ended the
        // process. A mean over one pixel takes them; a slice would too, but autograd makes its gradient NCHW, which slows the rest.
        bool skips = _stride[0] > 1 && weight.shape[2] == 1;
        using Tensor? seen = skips ? nn.functional.avg_pool2d(input, 1, _stride[0]) : null;
        return nn.functional.conv2d(seen ?? input, weight.to(_arithmetic), null, skips ? [1, 1] : _stride, _padding);
    }

    /// <summary>Writes the layer and the BatchNorm behind it as one ONNX operator: what BatchNorm does when it predicts is put into weight
    /// and bias.</summary>
    /// <param name="graph">Gets the operator.</param>
    /// <param name="weights">Of the part of the network that both are in.</param>
    /// <param name="name">This layer's name there.</param>
    /// <param name="norm">BatchNorm's name there.</param>
    /// <param name="eps">What BatchNorm adds to a variance.</param>
    /// <param name="input">What is convolved.</param>
    /// <returns>The normalised result.</returns>
    public string Write(OnnxGraph graph, OnnxWeights weights, string name, string norm, double eps, string input)
    {
        FoldedBatchNorm folded = FoldedBatchNorm.Of(weights.In(name)["weight"], weights.In(norm), eps);
        string kernel = graph.Constant(weights.NameOf($"{name}.weight"), folded.Weight, folded.Shape);
        string bias = graph.Constant(weights.NameOf($"{name}.bias"), folded.Bias, folded.Bias.Length);
        return graph.Operator(
            "Conv", weights.NameOf(name), [input, kernel, bias],
            OnnxAttribute.Wholes("kernel_shape", folded.Shape[2..]),
            OnnxAttribute.Wholes("strides", _stride),
            OnnxAttribute.Wholes("pads", [.. _padding, .. _padding]));
    }
}
