using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>The same by libtorch's operators, where several processes share a batch: for activations that no kernel fits, vectors, and
/// other devices.</summary>
internal sealed class OperatorBatchNormCall(NormBase norm, bool relu, IProcessGroup group) : FusedBatchNormCall(norm, relu, group)
{
    protected override double[] Moments(Tensor x, float[] shift)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor shifted = x.to(ScalarType.Float64) - Channels(shift, x);
        return Sums(shifted, shifted.square());
    }

    protected override Tensor Apply(Tensor x, Tensor? residual, float[] scale, float[] offset)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor result = (x.to(ScalarType.Float32) * Channels(scale, x)) + Channels(offset, x);
        if (residual is not null)
            result = result + residual;
        return (Relu ? result.relu() : result).to(x.dtype).MoveToOuterDisposeScope();
    }

    protected override double[] GradientSums(Tensor gradient, Tensor? result, Tensor x, Tensor? masked, float[] mean)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor passed = Passed(gradient, result);
        masked?.copy_(passed);
        Tensor exact = passed.to(ScalarType.Float64);
        return Sums(exact, exact * (x.to(ScalarType.Float64) - Channels(mean, x)));
    }

    protected override Tensor Gradient(Tensor gradient, Tensor? result, Tensor x, float[] a, float[] b, float[] c)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor dx = (Passed(gradient, result).to(ScalarType.Float32) * Channels(a, x)) + (x.to(ScalarType.Float32) * Channels(b, x))
            + Channels(c, x);
        return dx.to(x.dtype).MoveToOuterDisposeScope();
    }

    private static Tensor Passed(Tensor gradient, Tensor? result) => result is null ? gradient : gradient * result.gt(0).to(gradient.dtype);

    private static Tensor Channels(float[] values, Tensor like) =>
        tensor(values).to(like.device).view([-1, .. Enumerable.Repeat(1L, (int)like.Dimensions - 2)]);

    private static double[] Sums(Tensor first, Tensor second)
    {
        long[] all = [0, .. Enumerable.Range(2, (int)first.Dimensions - 2).Select(d => (long)d)];
        return cat([first.sum(all), second.sum(all)]).cpu().data<double>().ToArray();
    }
}
