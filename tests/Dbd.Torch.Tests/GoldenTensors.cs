using Dbd.Testing;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests;

/// <summary>Golden arrays as tensors, and back.</summary>
internal static class GoldenTensors
{
    public static Tensor Tensor(this GoldenCase golden, string? input = null)
    {
        GoldenArray array = GoldenArray.Read(golden.Input(input));
        long[] shape = [.. array.Shape.Select(s => (long)s)];
        return array.Type switch
        {
            "<f4" => tensor(array.As<float>(), shape),
            "<i8" => tensor(array.As<long>(), shape),
            _ => tensor([.. array.As<byte>().Select(b => (long)b)], shape),
        };
    }

    public static void Check(this GoldenCase golden, string? output, Tensor got) =>
        golden.Check(GoldenArray.Read(golden.Output(output)).ToDoubles(), got.Doubles());

    public static double[] Doubles(this Tensor t) => t.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    public static double Number(this GoldenCase golden, string parameter) => golden.Params.GetProperty(parameter).GetDouble();

    public static int[] Whole(this GoldenCase golden, string parameter) =>
        [.. golden.Params.GetProperty(parameter).EnumerateArray().Select(e => e.GetInt32())];
}
