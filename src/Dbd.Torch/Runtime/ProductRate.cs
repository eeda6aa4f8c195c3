using System.Diagnostics;
using System.Runtime.Intrinsics;

using Dbd.Torch.Runtime.Native;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>How fast the CPU multiplies matrices through libtorch: what bounds training, and tells which precision is the faster one here.
/// A CPU that has AMX, or is AMD's of Zen 4 or later, multiplies bfloat16 at twice the rate of float32; Intel's AVX-512 without AMX has
/// instructions for it that are no faster, and all the conversions come on top. CPUs without either, as most laptops have, do bfloat16 by
/// reference kernels, 4 to 20 times slower than float32.</summary>
public static class ProductRate
{
    private const int Least = 2;
    private const int Most = 7;

    // In float32 most convolutions multiply less than a product does (Networks/Kernels/Winograd.cs), in bfloat16 none: on a Zen 5 server,
    // at width 16, they train 1.2 times as fast as without that.
    private const double LessToMultiply = 1.2;

    private static readonly TimeSpan s_enough = TimeSpan.FromMilliseconds(200);

    private static readonly Lazy<(double Fp32, double Bf16)> s_here = new(() => (Of(Precision.Fp32), Of(Precision.Bf16)));

    /// <summary>The best of some products, as a limit should be.</summary>
    /// <param name="precision">Of the factors.</param>
    /// <param name="side">Rows and columns of both; a multiple of 32.</param>
    /// <returns>Multiplications and additions a second, on as many threads as libtorch has.</returns>
    /// <exception cref="DbdException">libtorch cannot be loaded.</exception>
    public static double Of(Precision precision, int side = 1024)
    {
        NativeRuntime.Load();
        using IDisposable scope = NewDisposeScope();
        ScalarType type = precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        Tensor a = ones(side, side).to(type);
        Tensor b = ones(side, side).to(type);
        // The same product as a 1x1 convolution: of a picture with side positions and side channels, channels-last.
        Tensor picture = a.view(1, 32, side / 32, side).permute(0, 3, 1, 2);
        Tensor kernels = b.view(side, 1, 1, side).permute(0, 3, 1, 2);
        // libtorch has two libraries for it: MKL, which is slow in float32 on AMD's processors, and oneDNN, which does all convolutions.
        double seconds = Math.Min(Best(() => a.matmul(b)), Best(() => nn.functional.conv2d(picture, kernels)));
        return 2.0 * side * side * side / seconds;
    }

    /// <summary>The precision that trains faster on this CPU; found out once in a process, in about a second.</summary>
    /// <exception cref="DbdException">libtorch cannot be loaded.</exception>
    public static Precision Faster() => s_here.Value.Bf16 > Advantage * s_here.Value.Fp32 ? Precision.Bf16 : Precision.Fp32;

    private static double Advantage => Vector256.IsHardwareAccelerated && !Without.Winograd ? LessToMultiply : 1;

    /// <summary>Both rates in words, measured once in a process.</summary>
    /// <exception cref="DbdException">libtorch cannot be loaded.</exception>
    public static string Text() => $"{s_here.Value.Bf16 / 1e9:0} GFLOP/s in bf16, {s_here.Value.Fp32 / 1e9:0} in fp32";

    private static double Best(Func<Tensor> work)
    {
        double best = double.MaxValue;
        long first = Stopwatch.GetTimestamp();
        for (int i = 0; i < Most && (i < Least || Stopwatch.GetElapsedTime(first) < s_enough); i++)
        {
            long begin = Stopwatch.GetTimestamp();
            work().Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }
        return best;
    }
}
