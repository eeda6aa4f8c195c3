using Dbd.Serialization;
using Dbd.Torch.Onnx;

using Xunit;

namespace Dbd.Torch.Tests.Onnx;

public sealed class FoldedBatchNormTests
{
    [Fact]
    public void It_scales_and_shifts_each_channel()
    {
        Dictionary<string, TensorData> state = new()
        {
            ["bn.weight"] = TensorData.From<float>([2, -3], 2),
            ["bn.bias"] = TensorData.From<float>([1, 10], 2),
            ["bn.running_mean"] = TensorData.From<float>([5, -1], 2),
            ["bn.running_var"] = TensorData.From<float>([3.5f, 8.5f], 2),
        };
        TensorData weight = TensorData.From<float>([1, 2, 3, 4], 2, 2, 1, 1);

        FoldedBatchNorm folded = FoldedBatchNorm.Of(weight, new OnnxWeights(state).In("bn"), eps: 0.5);

        // The deviations are 2 and 3, so the channels are scaled by 1 and by -1.
        Assert.Equal([1, 2, -3, -4], folded.Weight);
        Assert.Equal([1 - 5, 10 - 1], folded.Bias);
        Assert.Equal([2, 2, 1, 1], folded.Shape);
        Assert.Equal([1, 2, 3, 4], weight.As<float>().ToArray());
    }
}
