using Dbd.Torch.Onnx;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Layers;

/// <summary>Writes the steps of a network, as it predicts, as ONNX operators. A step is named after its layer, or after the step
/// before it.</summary>
internal sealed class OnnxLayers : ILayers<OnnxValue>
{
    private readonly OnnxGraph _graph;
    private readonly OnnxWeights _weights;
    private readonly Dictionary<nn.Module, string> _names;

    /// <summary>Begins.</summary>
    /// <param name="graph">Gets the operators.</param>
    /// <param name="weights">The network's weights.</param>
    /// <param name="network">Knows the names of its layers.</param>
    public OnnxLayers(OnnxGraph graph, OnnxWeights weights, nn.Module network)
    {
        (_graph, _weights) = (graph, weights);
        _names = new Dictionary<nn.Module, string>(ReferenceEqualityComparer.Instance);
        foreach ((string name, nn.Module layer) in network.named_modules())
            _names[layer] = name;
    }

    public OnnxValue Conv(Conv conv, OnnxValue x)
    {
        OnnxWeights own = _weights.In(_names[conv]);
        return Convolve(conv, x, own["weight"].As<float>(), conv.HasBias ? own["bias"].As<float>() : []);
    }

    public OnnxValue Norm(BatchNorm2d norm, OnnxValue x, Activation activation = Activation.Relu)
    {
        string name = _names[norm];
        (double[] scale, double[] shift) = FoldedBatchNorm.Factors(_weights.In(name), norm.eps);
        string factors = _graph.Constant($"{name}.scale", Floats(scale), scale.Length, 1, 1);
        string summands = _graph.Constant($"{name}.shift", Floats(shift), shift.Length, 1, 1);
        string scaled = _graph.Operator("Mul", $"{name}.scaled", [x.Name, factors]);
        return Activate(x with { Name = _graph.Operator("Add", name, [scaled, summands]) }, activation);
    }

    public OnnxValue ConvNorm(
        Conv conv, BatchNorm2d norm, OnnxValue x, Activation activation = Activation.Relu, OnnxValue? residual = null)
    {
        OnnxWeights own = _weights.In(_names[conv]);
        FoldedBatchNorm folded = FoldedBatchNorm.Of(
            own["weight"], conv.HasBias ? own["bias"] : null, _weights.In(_names[norm]), norm.eps);
        OnnxValue normalised = Convolve(conv, x, folded.Weight, folded.Bias);
        return Activate(residual is null ? normalised : Add(normalised, residual), activation);
    }

    public OnnxValue Add(OnnxValue a, OnnxValue b) => a with { Name = _graph.Operator("Add", $"{a.Name}.add", [a.Name, b.Name]) };

    public OnnxValue MaxPool(OnnxValue x, int kernel, int stride, int padding) => new(
        _graph.Operator("MaxPool", $"{x.Name}.max_pool", [x.Name], Window(kernel, stride, padding)),
        After(x.Height, kernel, stride, padding),
        After(x.Width, kernel, stride, padding));

    public OnnxValue Mean(OnnxValue x) =>
        Flatten(_graph.Operator("GlobalAveragePool", $"{x.Name}.mean", [x.Name]));

    // ONNX has no such operator. A mean over parts of an axis is a product with a matrix.
    public OnnxValue Means(OnnxValue x, int side)
    {
        string rows = _graph.Constant($"{x.Name}.rows", PoolMatrix.Of(x.Height, side), side, x.Height);
        string columns = _graph.Constant($"{x.Name}.columns", PoolMatrix.Transposed(x.Width, side), x.Width, side);
        string low = _graph.Operator("MatMul", $"{x.Name}.mean_rows", [rows, x.Name]);
        return Flatten(_graph.Operator("MatMul", $"{x.Name}.means", [low, columns]));
    }

    public OnnxValue LinearRelu(Linear linear, OnnxValue x) => Activate(Gemm(linear, x, _names[linear]), Activation.Relu);

    public OnnxValue Dropout(Dropout dropout, OnnxValue x) => x;

    /// <summary>A linear layer.</summary>
    /// <param name="linear">The layer.</param>
    /// <param name="x">[B, input].</param>
    /// <param name="result">The name of what it gives.</param>
    public OnnxValue Gemm(Linear linear, OnnxValue x, string result)
    {
        OnnxWeights own = _weights.In(_names[linear]);
        string weight = _graph.Constant(own.NameOf("weight"), own["weight"].As<float>(), own["weight"].Shape);
        string bias = _graph.Constant(own.NameOf("bias"), own["bias"].As<float>(), own["bias"].Shape);
        return new OnnxValue(_graph.Operator("Gemm", result, [x.Name, weight, bias], OnnxAttribute.Whole("transB", 1)), 1, 1);
    }

    private OnnxValue Convolve(Conv conv, OnnxValue x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
    {
        string name = _names[conv];
        List<string> inputs = [x.Name, _graph.Constant($"{name}.weight", weight, conv.Shape)];
        if (bias.Length > 0)
            inputs.Add(_graph.Constant($"{name}.bias", bias, bias.Length));
        List<OnnxAttribute> attributes = [.. Window(conv.Kernel, conv.Stride, conv.Padding)];
        if (conv.Groups > 1)
            attributes.Add(OnnxAttribute.Whole("group", conv.Groups));
        return new OnnxValue(
            _graph.Operator("Conv", name, inputs, attributes),
            After(x.Height, conv.Kernel, conv.Stride, conv.Padding),
            After(x.Width, conv.Kernel, conv.Stride, conv.Padding));
    }

    private OnnxValue Activate(OnnxValue x, Activation activation) => activation switch
    {
        Activation.None => x,
        Activation.Relu => x with { Name = _graph.Operator("Relu", $"{x.Name}.relu", [x.Name]) },
        _ => x with { Name = _graph.Operator("Clip", $"{x.Name}.relu6", [x.Name, Number($"{x.Name}.min", 0), Number($"{x.Name}.max", 6)]) },
    };

    private OnnxValue Flatten(string x) =>
        new(_graph.Operator("Flatten", $"{x}.flat", [x], OnnxAttribute.Whole("axis", 1)), 1, 1);

    private string Number(string name, float value) => _graph.Constant(name, [value]);

    private static OnnxAttribute[] Window(int kernel, int stride, int padding) =>
    [
        OnnxAttribute.Wholes("kernel_shape", kernel, kernel),
        OnnxAttribute.Wholes("strides", stride, stride),
        OnnxAttribute.Wholes("pads", padding, padding, padding, padding),
    ];

    private static int After(int size, int kernel, int stride, int padding) => (size + 2 * padding - kernel) / stride + 1;

    private static float[] Floats(double[] values) => Array.ConvertAll(values, v => (float)v);
}
