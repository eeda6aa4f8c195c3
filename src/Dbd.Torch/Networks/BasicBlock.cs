using Dbd.Torch.Networks.Kernels;
using Dbd.Torch.Onnx;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks;

/// <summary>The two-convolution residual block (He et al. 2016, figure 2).</summary>
internal sealed class BasicBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv conv2;
    private readonly BatchNorm2d bn2;
    private readonly Projection? shortcut;

    public BasicBlock(int input, int output, int stride, Precision precision)
        : base(nameof(BasicBlock))
    {
        conv1 = new Conv(input, output, kernel: 3, stride, padding: 1, precision);
        bn1 = nn.BatchNorm2d(output);
        conv2 = new Conv(output, output, kernel: 3, stride: 1, padding: 1, precision);
        bn2 = nn.BatchNorm2d(output);
        if (stride != 1 || input != output)
            shortcut = new Projection(input, output, stride, precision);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        // What autograd still needs it holds itself, until its backward pass is through; the step's scope would hold it longer.
        using Tensor first = conv1.call(input);
        using Tensor inner = FusedBatchNorm.Apply(bn1, first);
        using Tensor second = conv2.call(inner);
        using Tensor? projected = shortcut?.call(input);
        return FusedBatchNorm.Apply(bn2, second, residual: projected ?? input);
    }

    /// <summary>Writes the block as ONNX operators.</summary>
    public string Write(OnnxGraph graph, OnnxWeights weights, string input)
    {
        string first = conv1.Write(graph, weights, "conv1", "bn1", bn1.eps, input);
        string inner = graph.Operator("Relu", weights.NameOf("relu1"), [first]);
        string second = conv2.Write(graph, weights, "conv2", "bn2", bn2.eps, inner);
        string residual = shortcut?.Write(graph, weights.In("shortcut"), input) ?? input;
        string sum = graph.Operator("Add", weights.NameOf("add"), [second, residual]);
        return graph.Operator("Relu", weights.NameOf("relu2"), [sum]);
    }

    /// <summary>The shortcut where a block changes the size; the names are those of a sequence in PyTorch.</summary>
    private sealed class Projection : nn.Module<Tensor, Tensor>
    {
        private readonly Conv convolution;
        private readonly BatchNorm2d norm;

        public Projection(int input, int output, int stride, Precision precision)
            : base(nameof(Projection))
        {
            convolution = new Conv(input, output, kernel: 1, stride, padding: 0, precision);
            norm = nn.BatchNorm2d(output);
            register_module("0", convolution);
            register_module("1", norm);
        }

        public override Tensor forward(Tensor input)
        {
            using Tensor convolved = convolution.call(input);
            return FusedBatchNorm.Apply(norm, convolved, relu: false);
        }

        public string Write(OnnxGraph graph, OnnxWeights weights, string input) =>
            convolution.Write(graph, weights, "0", "1", norm.eps, input);
    }
}
