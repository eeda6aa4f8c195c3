using System.Runtime.InteropServices;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>One forward pass through a layer, and what its backward pass needs to know of it.</summary>
internal sealed unsafe class FusedBatchNormCall(BatchNorm2d norm, ChannelLayout layout, bool relu)
{
    private readonly int _threads = get_num_threads();
    private readonly float[] _weight = Values(norm.weight!);
    private bool _hasResidual;
    private float[] _mean = [];
    private float[] _inverseDeviation = [];

    private double Rows => (double)layout.Elements / layout.Channels;

    public BatchNorm2d Norm => norm;

    /// <summary>The result.</summary>
    /// <param name="x">What is normalised.</param>
    /// <param name="residual">What is added; may be null.</param>
    public Tensor Forward(Tensor x, Tensor? residual)
    {
        _hasResidual = residual is not null;
        if (norm.training)
            MeasureStatistics(x);
        else
            TakeStatistics(Array.ConvertAll(Values(norm.running_mean!), v => (double)v), Array.ConvertAll(Values(norm.running_var!), v => (double)v));

        float[] bias = Values(norm.bias!);
        float[] scale = new float[layout.Channels];
        float[] offset = new float[layout.Channels];
        for (int c = 0; c < scale.Length; c++)
        {
            scale[c] = _weight[c] * _inverseDeviation[c];
            offset[c] = bias[c] - (_mean[c] * scale[c]);
        }
        Tensor result = empty_like(x);
        byte* from = Activations.Pointer(x);
        byte* added = Activations.Pointer(residual);
        byte* to = Activations.Pointer(result);
        if (x.dtype == ScalarType.BFloat16)
            BatchNormKernel<BFloat16Elements>.Apply(from, added, to, layout, scale, offset, relu, _threads);
        else
            BatchNormKernel<Float32Elements>.Apply(from, added, to, layout, scale, offset, relu, _threads);
        return result;
    }

    /// <summary>The gradients of x, weight, bias and residual.</summary>
    /// <param name="gradient">Of the result.</param>
    /// <param name="x">What was normalised.</param>
    /// <param name="result">What came out.</param>
    public List<Tensor> Backward(Tensor gradient, Tensor x, Tensor result)
    {
        using Tensor aligned = Activations.Like(gradient, x);
        Tensor? masked = _hasResidual ? empty_like(x) : null;
        double[] sums = GradientSums(aligned, relu ? result : null, x, masked);

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
        Tensor dx = masked is not null ? Gradient(masked, null, x, a, b, c) : Gradient(aligned, relu ? result : null, x, a, b, c);
        return masked is not null ? [dx, weightGradient, biasGradient, masked] : [dx, weightGradient, biasGradient];
    }

    private double[] GradientSums(Tensor gradient, Tensor? result, Tensor x, Tensor? masked)
    {
        byte* g = Activations.Pointer(gradient);
        byte* y = Activations.Pointer(result);
        byte* from = Activations.Pointer(x);
        byte* to = Activations.Pointer(masked);
        return x.dtype == ScalarType.BFloat16
            ? BatchNormKernel<BFloat16Elements>.GradientSums(g, y, from, to, layout, _mean, _threads)
            : BatchNormKernel<Float32Elements>.GradientSums(g, y, from, to, layout, _mean, _threads);
    }

    private Tensor Gradient(Tensor gradient, Tensor? result, Tensor x, float[] a, float[] b, float[] c)
    {
        Tensor dx = empty_like(x);
        byte* g = Activations.Pointer(gradient);
        byte* y = Activations.Pointer(result);
        byte* from = Activations.Pointer(x);
        byte* to = Activations.Pointer(dx);
        if (x.dtype == ScalarType.BFloat16)
            BatchNormKernel<BFloat16Elements>.Gradient(g, y, from, to, layout, a, b, c, _threads);
        else
            BatchNormKernel<Float32Elements>.Gradient(g, y, from, to, layout, a, b, c, _threads);
        return dx;
    }

    private void MeasureStatistics(Tensor x)
    {
        Span<float> runningMean = Span(norm.running_mean!);
        byte* from = Activations.Pointer(x);
        double[] moments = x.dtype == ScalarType.BFloat16
            ? BatchNormKernel<BFloat16Elements>.Moments(from, layout, runningMean, _threads)
            : BatchNormKernel<Float32Elements>.Moments(from, layout, runningMean, _threads);
        double[] mean = new double[layout.Channels];
        double[] variance = new double[layout.Channels];
        for (int c = 0; c < mean.Length; c++)
        {
            double shifted = moments[c] / Rows;
            mean[c] = runningMean[c] + shifted;
            variance[c] = Math.Max(0, (moments[layout.Channels + c] / Rows) - (shifted * shifted));
        }
        MoveRunning(runningMean, mean, 1);
        MoveRunning(Span(norm.running_var!), variance, Rows / (Rows - 1));
        Cast<long>(norm.num_batches_tracked!)[0]++;
        TakeStatistics(mean, variance);
    }

    private void MoveRunning(Span<float> running, double[] measured, double factor)
    {
        double momentum = norm.momentum!.Value;
        for (int c = 0; c < measured.Length; c++)
            running[c] = (float)(((1 - momentum) * running[c]) + (momentum * factor * measured[c]));
    }

    private void TakeStatistics(double[] mean, double[] variance)
    {
        _mean = Array.ConvertAll(mean, v => (float)v);
        _inverseDeviation = Array.ConvertAll(variance, v => (float)(1 / Math.Sqrt(v + norm.eps)));
    }

    private static float[] Values(Tensor tensor) => Span(tensor).ToArray();

    private static Span<float> Span(Tensor tensor) => Cast<float>(tensor);

    private static Span<T> Cast<T>(Tensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);
}
