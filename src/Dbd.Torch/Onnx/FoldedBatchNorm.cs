using Dbd.Serialization;

namespace Dbd.Torch.Onnx;

/// <summary>A convolution and the BatchNorm behind it as one convolution with a bias: with the running statistics, which do not move
/// when a network predicts, BatchNorm is a factor and a summand of each channel.</summary>
/// <param name="Weight">float32 [output, input, H, W].</param>
/// <param name="Bias">[output].</param>
internal sealed record FoldedBatchNorm(float[] Weight, float[] Bias)
{
    /// <summary>Folds.</summary>
    /// <param name="weight">Of the convolution, float32 [output, input, H, W].</param>
    /// <param name="bias">Of the convolution, [output]; null is none.</param>
    /// <param name="norm">BatchNorm's weight, bias, running_mean and running_var, [output] each.</param>
    /// <param name="eps">What is added to a variance.</param>
    public static FoldedBatchNorm Of(TensorData weight, TensorData? bias, OnnxWeights norm, double eps)
    {
        (double[] scale, double[] shift) = Factors(norm, eps);
        float[] folded = weight.As<float>().ToArray();
        ReadOnlySpan<float> before = bias is null ? new float[scale.Length] : bias.As<float>();
        float[] after = new float[scale.Length];
        int perChannel = folded.Length / scale.Length;
        for (int c = 0; c < scale.Length; c++)
        {
            foreach (ref float w in folded.AsSpan(c * perChannel, perChannel))
                w = (float)(w * scale[c]);
            after[c] = (float)(shift[c] + before[c] * scale[c]);
        }
        return new FoldedBatchNorm(folded, after);
    }

    /// <summary>BatchNorm's factor and summand of each channel.</summary>
    /// <param name="norm">Its weight, bias, running_mean and running_var.</param>
    /// <param name="eps">What is added to a variance.</param>
    public static (double[] Scale, double[] Shift) Factors(OnnxWeights norm, double eps)
    {
        ReadOnlySpan<float> factor = norm["weight"].As<float>(), bias = norm["bias"].As<float>();
        ReadOnlySpan<float> mean = norm["running_mean"].As<float>(), variance = norm["running_var"].As<float>();
        double[] scale = new double[bias.Length], shift = new double[bias.Length];
        for (int c = 0; c < bias.Length; c++)
        {
            scale[c] = factor[c] / Math.Sqrt(variance[c] + eps);
            shift[c] = bias[c] - mean[c] * scale[c];
        }
        return (scale, shift);
    }
}
