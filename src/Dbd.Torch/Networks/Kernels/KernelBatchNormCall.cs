using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>A pass over activations whose channels fill vectors, in few passes over memory.</summary>
/// <typeparam name="T">How they are stored.</typeparam>
internal sealed unsafe class KernelBatchNormCall<T>(NormBase norm, ChannelLayout layout, bool relu, IProcessGroup group)
    : FusedBatchNormCall(norm, relu, group)
    where T : struct, IElements
{
    private readonly int _threads = get_num_threads();

    protected override double[] Moments(Tensor x, float[] shift) =>
        BatchNormKernel<T>.Moments(Activations.Pointer(x), layout, shift, _threads);

    protected override Tensor Apply(Tensor x, Tensor? residual, float[] scale, float[] offset)
    {
        Tensor result = empty_like(x);
        BatchNormKernel<T>.Apply(
            Activations.Pointer(x), Activations.Pointer(residual), Activations.Pointer(result), layout, scale, offset, Relu, _threads);
        return result;
    }

    protected override double[] GradientSums(Tensor gradient, Tensor? result, Tensor x, Tensor? masked, float[] mean) =>
        BatchNormKernel<T>.GradientSums(
            Activations.Pointer(gradient), Activations.Pointer(result), Activations.Pointer(x), Activations.Pointer(masked),
            layout, mean, _threads);

    protected override Tensor Gradient(Tensor gradient, Tensor? result, Tensor x, float[] a, float[] b, float[] c)
    {
        Tensor dx = empty_like(x);
        BatchNormKernel<T>.Gradient(
            Activations.Pointer(gradient), Activations.Pointer(result), Activations.Pointer(x), Activations.Pointer(dx),
            layout, a, b, c, _threads);
        return dx;
    }
}
