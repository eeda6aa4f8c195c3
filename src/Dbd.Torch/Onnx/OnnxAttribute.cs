using Onnx;

namespace Dbd.Torch.Onnx;

/// <summary>What an operator is told beside its inputs.</summary>
internal sealed class OnnxAttribute
{
    private OnnxAttribute(AttributeProto content) => Content = content;

    internal AttributeProto Content { get; }

    /// <summary>A whole number, e.g. <c>transB</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number.</param>
    public static OnnxAttribute Whole(string name, long value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });

    /// <summary>Whole numbers, e.g. <c>strides</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The numbers.</param>
    public static OnnxAttribute Wholes(string name, params IEnumerable<long> values) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } });
}
