using System.Runtime.InteropServices;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>One forward pass through a layer, and what its backward pass needs to know of it.</summary>
internal abstract class FusedBatchNormCall(BatchNorm2d norm, bool relu)
{
    public BatchNorm2d Norm => norm;

    /// <summary>Whether negative results become 0. Then the backward pass needs the output: where it is 0, no gradient passes.</summary>
    public bool Relu => relu;

    /// <summary>The call for activations of float32 or bfloat16.</summary>
    public static FusedBatchNormCall For(ScalarType type, BatchNorm2d norm, ChannelLayout layout, bool relu) => type == ScalarType.BFloat16
        ? new FusedBatchNormCall<BFloat16Elements>(norm, layout, relu)
        : new FusedBatchNormCall<Float32Elements>(norm, layout, relu);

    /// <summary>The result.</summary>
    /// <param name="x">What is normalised.</param>
    /// <param name="residual">What is added; may be null.</param>
    public abstract Tensor Forward(Tensor x, Tensor? residual);

    /// <summary>The gradients of x, weight, bias and, if there was one, residual.</summary>
    /// <param name="gradient">Of the result.</param>
    /// <param name="x">What was normalised.</param>
    /// <param name="result">What came out; null where it is not needed.</param>
    public abstract List<Tensor> Backward(Tensor gradient, Tensor x, Tensor? result);
}

/// <summary>The same for one type of activations.</summary>
/// <typeparam name="T">How they are stored.</typeparam>
internal sealed unsafe class FusedBatchNormCall<T>(BatchNorm2d norm, ChannelLayout layout, bool relu) : FusedBatchNormCall(norm, relu)
    where T : struct, IElements
{
    private readonly int _threads = get_num_threads();
    private readonly float[] _weight = Values(norm.weight!);
    private bool _hasResidual;
    private float[] _mean = [];
    private float[] _inverseDeviation = [];

    private double Rows => layout.Rows;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Tensor? residual)
    {
        _hasResidual = residual is not null;
        if (Norm.training)
            MeasureStatistics(x);
        else
            TakeStatistics(
                Array.ConvertAll(Values(Norm.running_mean!), v => (double)v), Array.ConvertAll(Values(Norm.running_var!), v => (double)v));

        float[] bias = Values(Norm.bias!);
        float[] scale = new float[layout.Channels];
        float[] offset = new float[layout.Channels];
        for (int c = 0; c < scale.Length; c++)
        {
            scale[c] = _weight[c] * _inverseDeviation[c];
            offset[c] = bias[c] - (_mean[c] * scale[c]);
        }
        Tensor result = empty_like(x);
        BatchNormKernel<T>.Apply(
            Activations.Pointer(x), Activations.Pointer(residual), Activations.Pointer(result), layout, scale, offset, Relu, _threads);
        return result;
    }

    /// <inheritdoc/>
    public override List<Tensor> Backward(Tensor gradient, Tensor x, Tensor? result)
    {
        using Tensor aligned = Activations.Like(gradient, x);
        Tensor? masked = _hasResidual ? empty_like(x) : null;
        byte* passed = Activations.Pointer(result);
        double[] sums = BatchNormKernel<T>.GradientSums(
            Activations.Pointer(aligned), passed, Activations.Pointer(x), Activations.Pointer(masked), layout, _mean, _threads);

        int channels = layout.Channels;
        (float[] a, float[] b, float[] c) = (new float[channels], new float[channels], new float[channels]);
        (Tensor weightGradient, Tensor biasGradient) = (empty(channels), empty(channels));
        Span<float> dWeight = Span(weightGradient);
        Span<float> dBias = Span(biasGradient);
        for (int k = 0; k < channels; k++)
        {
            double inverse = _inverseDeviation[k];
            double product = sums[channels + k] * inverse;
            dBias[k] = (float)sums[k];
            dWeight[k] = (float)product;
            a[k] = (float)(_weight[k] * inverse);
            b[k] = (float)(-a[k] * inverse * product / Rows);
            c[k] = (float)((-a[k] * sums[k] / Rows) - ((double)b[k] * _mean[k]));
        }
        Tensor dx = empty_like(x);
        BatchNormKernel<T>.Gradient(
            Activations.Pointer(masked ?? aligned), masked is null ? passed : null,
            Activations.Pointer(x), Activations.Pointer(dx), layout, a, b, c, _threads);
        return masked is not null ? [dx, weightGradient, biasGradient, masked] : [dx, weightGradient, biasGradient];
    }

    private void MeasureStatistics(Tensor x)
    {
        Span<float> runningMean = Span(Norm.running_mean!);
        double[] moments = BatchNormKernel<T>.Moments(Activations.Pointer(x), layout, runningMean, _threads);
        double[] mean = new double[layout.Channels];
        double[] variance = new double[layout.Channels];
        for (int c = 0; c < mean.Length; c++)
        {
            double shifted = moments[c] / Rows;
            mean[c] = runningMean[c] + shifted;
            variance[c] = Math.Max(0, (moments[layout.Channels + c] / Rows) - (shifted * shifted));
        }
        MoveRunning(runningMean, mean, 1);
        MoveRunning(Span(Norm.running_var!), variance, Rows / (Rows - 1));
        Cast<long>(Norm.num_batches_tracked!)[0]++;
        TakeStatistics(mean, variance);
    }

    private void MoveRunning(Span<float> running, double[] measured, double factor)
    {
        double momentum = Norm.momentum!.Value;
        for (int c = 0; c < measured.Length; c++)
            running[c] = (float)(((1 - momentum) * running[c]) + (momentum * factor * measured[c]));
    }

    private void TakeStatistics(double[] mean, double[] variance)
    {
        _mean = Array.ConvertAll(mean, v => (float)v);
        _inverseDeviation = Array.ConvertAll(variance, v => (float)(1 / Math.Sqrt(v + Norm.eps)));
    }

    private static float[] Values(Tensor tensor) => Span(tensor).ToArray();

    private static Span<float> Span(Tensor tensor) => Cast<float>(tensor);

    private static Span<TElement> Cast<TElement>(Tensor tensor)
        where TElement : unmanaged => MemoryMarshal.Cast<byte, TElement>(tensor.bytes);
}
