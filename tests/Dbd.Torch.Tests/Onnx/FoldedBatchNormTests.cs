using Dbd.Serialization;
using Dbd.Torch.Onnx;

using Xunit;

namespace Dbd.Torch.Tests.Onnx;

public sealed class FoldedBatchNormTests
{
    // The deviations are 2 and 3, so the channels are scaled by 1 and by -1.
    private static readonly OnnxWeights s_norm = new OnnxWeights(new Dictionary<string, TensorData>
    {
        ["bn.weight"] = TensorData.From<float>([2, -3], 2),
        ["bn.bias"] = TensorData.From<float>([1, 10], 2),
        ["bn.running_mean"] = TensorData.From<float>([5, -1], 2),
        ["bn.running_var"] = TensorData.From<float>([3.5f, 8.5f], 2),
    }).In("bn");

    private static readonly TensorData s_weight = TensorData.From<float>([1, 2, 3, 4], 2, 2, 1, 1);

    [Fact]
    public void It_scales_and_shifts_each_channel()
    {
        FoldedBatchNorm folded = FoldedBatchNorm.Of(s_weight, bias: null, s_norm, eps: 0.5);
        Assert.Equal([1, 2, -3, -4], folded.Weight);
        Assert.Equal([1 - 5, 10 - 1], folded.Bias);
        Assert.Equal([1, 2, 3, 4], s_weight.As<float>().ToArray());
    }

    [Fact]
    public void A_bias_is_scaled_with_the_rest() =>
        Assert.Equal([1 + 7 - 5, 10 - 6 - 1], FoldedBatchNorm.Of(s_weight, TensorData.From<float>([7, 6], 2), s_norm, eps: 0.5).Bias);
}
