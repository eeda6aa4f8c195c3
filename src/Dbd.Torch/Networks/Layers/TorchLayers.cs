using Dbd.Torch.Networks.Kernels;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Layers;

/// <summary>Computes the steps of a network.</summary>
/// <remarks>What autograd still needs of a step that was disposed it holds itself, until its backward pass is through; a training
/// step's scope would hold it longer.</remarks>
/// <param name="group">The processes whose batch BatchNorm is over.</param>
internal sealed class TorchLayers(IProcessGroup group) : ILayers<Tensor>
{
    public Tensor Conv(Conv conv, Tensor x) => conv.call(x);

    public Tensor Norm(BatchNorm2d norm, Tensor x, Activation activation = Activation.Relu) => Normalise(norm, x, activation);

    public Tensor ConvNorm(
        Conv conv, BatchNorm2d norm, Tensor x, Activation activation = Activation.Relu, Tensor? residual = null)
    {
        using Tensor convolved = conv.call(x);
        return Normalise(norm, convolved, activation, residual);
    }

    public Tensor Add(Tensor a, Tensor b) => a + b;

    public Tensor MaxPool(Tensor x, int kernel, int stride, int padding) => nn.functional.max_pool2d(x, kernel, stride, padding);

    public Tensor Mean(Tensor x) => x.mean([2, 3], type: ScalarType.Float32);

    public Tensor Means(Tensor x, int side)
    {
        using Tensor single = x.to(ScalarType.Float32);
        using Tensor means = nn.functional.adaptive_avg_pool2d(single, [side, side]);
        return means.flatten(1);
    }

    public Tensor LinearRelu(Linear linear, Tensor x)
    {
        using Tensor result = linear.call(x);
        return result.relu();
    }

    public Tensor Dropout(Dropout dropout, Tensor x) => dropout.call(x);

    /// <summary>BatchNorm of vectors, then ReLU.</summary>
    /// <param name="norm">The layer.</param>
    /// <param name="x">[B, features].</param>
    public Tensor NormRelu(BatchNorm1d norm, Tensor x) => FusedBatchNorm.Apply(norm, x, residual: null, relu: true, group);

    private Tensor Normalise(BatchNorm2d norm, Tensor x, Activation activation, Tensor? residual = null)
    {
        if (activation != Activation.Relu6)
            return FusedBatchNorm.Apply(norm, x, residual, relu: activation == Activation.Relu, group);
        using Tensor normalised = FusedBatchNorm.Apply(norm, x, residual, relu: false, group);
        return nn.functional.relu6(normalised);
    }
}
