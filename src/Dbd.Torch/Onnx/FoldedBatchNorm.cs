using Dbd.Serialization;

namespace Dbd.Torch.Onnx;

/// <summary>A convolution and the BatchNorm behind it as one convolution with a bias: with the running statistics, which do not move
/// when a network predicts, BatchNorm is a factor and a summand of each channel.</summary>
/// <param name="Weight">float32 [output, input, H, W].</param>
/// <param name="Bias">[output].</param>
/// <param name="Shape">The sizes of the weight.</param>
internal sealed record FoldedBatchNorm(float[] Weight, float[] Bias, long[] Shape)
{
    /// <summary>Folds.</summary>
    /// <param name="weight">Of the convolution, float32 [output, input, H, W].</param>
    /// <param name="norm">BatchNorm's weight, bias, running_mean and running_var, [output] each.</param>
    /// <param name="eps">What is added to a variance.</param>
    public static FoldedBatchNorm Of(TensorData weight, OnnxWeights norm, double eps)
    {
        float[] folded = weight.As<float>().ToArray();
        float[] bias = norm["bias"].As<float>().ToArray();
        ReadOnlySpan<float> factor = norm["weight"].As<float>();
        ReadOnlySpan<float> mean = norm["running_mean"].As<float>(), variance = norm["running_var"].As<float>();
        int perChannel = folded.Length / bias.Length;
        for (int c = 0; c < bias.Length; c++)
        {
            double scale = factor[c] / Math.Sqrt(variance[c] + eps);
            foreach (ref float w in folded.AsSpan(c * perChannel, perChannel))
                w = (float)(w * scale);
            bias[c] = (float)(bias[c] - mean[c] * scale);
        }
        return new FoldedBatchNorm(folded, bias, weight.Shape);
    }
}
