using System.Runtime.Intrinsics;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary><see cref="WinogradConvolution"/> as libtorch's autograd calls it.</summary>
/// <remarks>What it makes and saves is freed as early as in <see cref="FusedBatchNormFunction"/>, and for the same reasons.</remarks>
internal sealed unsafe class WinogradFunction : autograd.SingleTensorFunction<WinogradFunction>
{
    [ThreadStatic]
    private static List<Tensor>? s_returned;

    public override string Name => nameof(WinogradConvolution);

    /// <summary>Whether a convolution of 3x3 kernels, stride 1 and padding 1 can be done so.</summary>
    /// <param name="x">[B, inputs, H, W].</param>
    /// <param name="weight">[outputs, inputs, 3, 3].</param>
    public static bool Suits(Tensor x, Tensor weight) =>
        Vector256.IsHardwareAccelerated
            && x.dtype == ScalarType.Float32
            && x.shape[2] % Winograd.Step == 0
            && x.shape[3] % Winograd.Step == 0
        && weight.shape[0] % WinogradConvolution.Channels == 0 && weight.shape[1] % WinogradConvolution.Channels == 0
        && weight.shape[0] * weight.shape[1] <= WinogradConvolution.MostKernels
        && Activations.LayoutOf(x) is not null;

    /// <summary>Convolves.</summary>
    /// <param name="x">float32 [B, inputs, H, W], channels-last.</param>
    /// <param name="weight">float32 [outputs, inputs, 3, 3].</param>
    /// <returns>[B, outputs, H, W], channels-last.</returns>
    public static Tensor Apply(Tensor x, Tensor weight)
    {
        if (!is_grad_enabled())
            return Convolve(x, weight, ShapeOf(x, weight), turned: false);
        using IDisposable scope = NewDisposeScope();
        return apply(x, weight).MoveToOuterDisposeScope();
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, Tensor weight) = ((Tensor)vars[0], (Tensor)vars[1]);
        ctx.set_materialize_grads(false);
        ctx.save_for_backward([x, weight]);
        return Convolve(x, weight, ShapeOf(x, weight), turned: false);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        // By now autograd has taken them over.
        s_returned?.ForEach(tensor => tensor.Dispose());
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor x, Tensor weight) = (saved[0], saved[1]);
        ConvolutionShape shape = ShapeOf(x, weight);
        using (Tensor g = Activations.Like(grad_output, x))
            s_returned = [Convolve(g, weight, shape.Transposed, turned: true), KernelGradient(x, g, shape)];
        grad_output.Dispose();
        saved.ForEach(tensor => tensor.Dispose());
        ctx.Dispose();
        return [.. s_returned];
    }

    private static ConvolutionShape ShapeOf(Tensor x, Tensor weight) =>
        new((int)x.shape[0], (int)x.shape[2], (int)x.shape[3], (int)weight.shape[1], (int)weight.shape[0]);

    private static Tensor Convolve(Tensor x, Tensor weight, ConvolutionShape shape, bool turned)
    {
        using Tensor plain = weight.detach();
        using Tensor rows = plain.permute(0, 2, 3, 1);
        using Tensor kernels = rows.contiguous();
        using Tensor y = empty(shape.Batch, shape.Height, shape.Width, shape.Outputs);
        KernelView view = KernelView.Of(Activations.Floats(kernels), (int)weight.shape[1]);
        WinogradConvolution.Convolve(
            (float*)Activations.Pointer(x), turned ? view.Turned : view, Activations.Floats(y), shape, get_num_threads());
        return y.permute(0, 3, 1, 2);
    }

    private static Tensor KernelGradient(Tensor x, Tensor g, ConvolutionShape shape)
    {
        using Tensor gradient = empty(shape.Outputs, 3, 3, shape.Inputs);
        WinogradConvolution.KernelGradient(
            (float*)Activations.Pointer(x), (float*)Activations.Pointer(g),
            KernelView.Of(Activations.Floats(gradient), shape.Inputs), shape,
            get_num_threads());
        return gradient.permute(0, 3, 1, 2);
    }
}
