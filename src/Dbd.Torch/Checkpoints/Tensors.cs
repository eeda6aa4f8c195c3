using Dbd.Serialization;
using Dbd.Serialization.Pickling;

using static TorchSharp.torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>Copies between libtorch's tensors and plain arrays.</summary>
internal static class Tensors
{
    /// <summary>A copy in row-major order, whatever the order in memory.</summary>
    public static TensorData Read(Tensor tensor)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor plain = tensor.detach().cpu().contiguous();
        ElementType type = plain.dtype switch
        {
            ScalarType.Float32 => ElementType.Float32,
            ScalarType.Float64 => ElementType.Float64,
            ScalarType.Int64 => ElementType.Int64,
            _ => throw new NotSupportedException($"A checkpoint holds no {plain.dtype}."),
        };
        return new TensorData(type, plain.shape, plain.bytes.ToArray());
    }

    /// <summary>Writes into a tensor of the same shape, converting the number format if need be.</summary>
    public static void Write(Tensor target, TensorData data, string source)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Tensor plain = empty(data.Shape, TypeOf(data.Type, source));
        data.Bytes.CopyTo(plain.bytes);
        target.copy_(plain);
    }

    /// <summary>Whether no element is NaN or infinite.</summary>
    public static bool AreFinite(Tensor tensor)
    {
        using IDisposable scope = NewDisposeScope();
        return tensor.isfinite().all().item<bool>();
    }

    /// <summary>A scalar of PyTorch's, which some versions write as a tensor and some as a number.</summary>
    public static double Scalar(object? value, string name) => value switch
    {
        long n => n,
        double x => x,
        TensorData { Type: ElementType.Float32, Count: 1 } t => t.As<float>()[0],
        TensorData { Type: ElementType.Float64, Count: 1 } t => t.As<double>()[0],
        TensorData { Type: ElementType.Int64, Count: 1 } t => t.As<long>()[0],
        _ => throw new DamagedDataException($"its entry '{name}' is {PyValue.Describe(value)}, not a number."),
    };

    private static ScalarType TypeOf(ElementType type, string source) => type switch
    {
        ElementType.Float32 => ScalarType.Float32,
        ElementType.Float64 => ScalarType.Float64,
        ElementType.Float16 => ScalarType.Float16,
        ElementType.BFloat16 => ScalarType.BFloat16,
        ElementType.Int64 => ScalarType.Int64,
        ElementType.Int32 => ScalarType.Int32,
        _ => throw new DbdException($"{source} holds {type}, which is no number format of parameters."),
    };
}
