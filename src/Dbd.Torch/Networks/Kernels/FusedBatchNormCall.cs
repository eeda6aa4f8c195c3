using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>One forward pass through a layer, and what its backward pass needs to know of it: the formulas. What goes over all activations
/// is left to the kinds of calls.</summary>
internal abstract class FusedBatchNormCall(NormBase norm, bool relu, IProcessGroup group)
{
    private readonly BatchNormStatistics _statistics = new(norm, group);
    private readonly float[] _weight = BatchNormStatistics.Values(norm.weight!);
    private bool _hasResidual;

    public NormBase Norm => norm;

    /// <summary>Whether negative results become 0. Then the backward pass needs the output: where it is 0, no gradient passes.</summary>
    public bool Relu => relu;

    /// <summary>The call for activations of float32 or bfloat16 whose channels fill vectors.</summary>
    public static FusedBatchNormCall For(ScalarType type, NormBase norm, ChannelLayout layout, bool relu, IProcessGroup group) =>
        type == ScalarType.BFloat16
            ? new KernelBatchNormCall<BFloat16Elements>(norm, layout, relu, group)
            : new KernelBatchNormCall<Float32Elements>(norm, layout, relu, group);

    /// <summary>The result.</summary>
    /// <param name="x">What is normalised.</param>
    /// <param name="residual">What is added; may be null.</param>
    public Tensor Forward(Tensor x, Tensor? residual)
    {
        _hasResidual = residual is not null;
        if (norm.training)
        {
            float[] shift = BatchNormStatistics.Values(norm.running_mean!);
            _statistics.Measure(Moments(x, shift), shift, x.numel() / shift.Length);
        }
        else
        {
            _statistics.TakeRunning();
        }
        float[] bias = BatchNormStatistics.Values(norm.bias!);
        (float[] scale, float[] offset) = (new float[bias.Length], new float[bias.Length]);
        for (int c = 0; c < scale.Length; c++)
        {
            scale[c] = _weight[c] * _statistics.InverseDeviation[c];
            offset[c] = bias[c] - (_statistics.Mean[c] * scale[c]);
        }
        return Apply(x, residual, scale, offset);
    }

    /// <summary>The gradients of x, weight, bias and, if there was one, residual. Weight's and bias's are of this process.
    /// </summary>
    /// <param name="gradient">Of the result.</param>
    /// <param name="x">What was normalised.</param>
    /// <param name="result">What came out; null where it is not needed.</param>
    public List<Tensor> Backward(Tensor gradient, Tensor x, Tensor? result)
    {
        using Tensor aligned = Activations.Like(gradient, x);
        Tensor? masked = _hasResidual ? empty_like(x) : null;
        double[] own = GradientSums(aligned, result, x, masked, _statistics.Mean);
        double[] sums = _statistics.OfAll(own);

        int channels = _weight.Length;
        (float[] a, float[] b, float[] c) = (new float[channels], new float[channels], new float[channels]);
        (float[] dWeight, float[] dBias) = (new float[channels], new float[channels]);
        for (int k = 0; k < channels; k++)
        {
            double inverse = _statistics.InverseDeviation[k];
            dBias[k] = (float)own[k];
            dWeight[k] = (float)(own[channels + k] * inverse);
            a[k] = (float)(_weight[k] * inverse);
            b[k] = (float)(-a[k] * inverse * (sums[channels + k] * inverse) / _statistics.Rows);
            c[k] = (float)((-a[k] * sums[k] / _statistics.Rows) - ((double)b[k] * _statistics.Mean[k]));
        }
        Tensor dx = Gradient(masked ?? aligned, masked is null ? result : null, x, a, b, c);
        (Tensor weight, Tensor bias) = (Vector(dWeight, x), Vector(dBias, x));
        return masked is not null ? [dx, weight, bias, masked] : [dx, weight, bias];
    }

    /// <summary>As <see cref="BatchNormKernel{T}.Moments"/>.</summary>
    protected abstract double[] Moments(Tensor x, float[] shift);

    /// <summary>As <see cref="BatchNormKernel{T}.Apply"/>.</summary>
    protected abstract Tensor Apply(Tensor x, Tensor? residual, float[] scale, float[] offset);

    /// <summary>As <see cref="BatchNormKernel{T}.GradientSums"/>.</summary>
    protected abstract double[] GradientSums(Tensor gradient, Tensor? result, Tensor x, Tensor? masked, float[] mean);

    /// <summary>As <see cref="BatchNormKernel{T}.Gradient"/>.</summary>
    protected abstract Tensor Gradient(Tensor gradient, Tensor? result, Tensor x, float[] a, float[] b, float[] c);

    private static Tensor Vector(float[] values, Tensor x)
    {
        Tensor host = tensor(values);
        return x.device_type == TorchSharp.DeviceType.CPU ? host : host.to(x.device);
    }
}
