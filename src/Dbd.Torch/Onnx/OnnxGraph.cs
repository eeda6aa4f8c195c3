using System.Runtime.InteropServices;

using Google.Protobuf;

using Onnx;

namespace Dbd.Torch.Onnx;

/// <summary>A graph of ONNX operators while it is being written: operators and constants, each with one result, in the order in which
/// they are computed.</summary>
/// <remarks>The operators' versions are those of <see cref="Opset"/>; see
/// https://github.com/onnx/onnx/blob/main/docs/Operators.md.</remarks>
internal sealed class OnnxGraph
{
    /// <summary>Version of the operator set: an old one, which runtimes of 2020 and later read.</summary>
    public const int Opset = 13;

    /// <summary>Version of the file format; the one that came with <see cref="Opset"/>.</summary>
    internal const int IrVersion = 7;

    /// <summary>The graph as the file holds it.</summary>
    internal GraphProto Content { get; } = new();

    /// <summary>Adds a constant.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its elements, row-major.</param>
    /// <param name="shape">Its sizes, outermost first.</param>
    /// <returns>The name.</returns>
    public string Constant(string name, ReadOnlySpan<float> values, params long[] shape)
    {
        Content.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { shape },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        });
        return name;
    }

    /// <summary>Adds an operator.</summary>
    /// <param name="type">Its type, e.g. <c>Relu</c>.</param>
    /// <param name="result">The name of its result.</param>
    /// <param name="inputs">The results that it works on.</param>
    /// <param name="attributes">What else it is told.</param>
    /// <returns>The name of its result.</returns>
    public string Operator(string type, string result, IEnumerable<string> inputs, params IEnumerable<OnnxAttribute> attributes)
    {
        Content.Node.Add(new NodeProto
        {
            OpType = type,
            Name = result,
            Input = { inputs },
            Output = { result },
            Attribute = { attributes.Select(a => a.Content) },
        });
        return result;
    }

    /// <summary>Describes an input or a result of the whole graph.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sizes">float32 of these sizes; below 0 stands for a batch of any size.</param>
    internal static ValueInfoProto Value(string name, params IEnumerable<long> sizes) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)TensorProto.Types.DataType.Float,
                Shape = new TensorShapeProto { Dim = { sizes.Select(Size) } },
            },
        },
    };

    private static TensorShapeProto.Types.Dimension Size(long size) => size < 0 ? new() { DimParam = "batch" } : new() { DimValue = size };
}
