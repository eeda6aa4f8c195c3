using System.Diagnostics;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>How fast the CPU multiplies matrices through libtorch: what bounds training, and tells which precision is the faster one here.
/// A CPU that has AMX, or is AMD's of Zen 4 or later, multiplies bfloat16 at twice the rate of float32; Intel's AVX-512 without AMX has
/// instructions for it that are no faster, and all the conversions come on top.</summary>
public static class ProductRate
{
    private const int Repetitions = 7;

    private static readonly Lazy<Precision> s_faster = new(() => Of(Precision.Bf16) > Of(Precision.Fp32) ? Precision.Bf16 : Precision.Fp32);

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

    /// <summary>The precision that multiplies faster on this CPU; found out once in a process, in less than a second.</summary>
    /// <exception cref="DbdException">libtorch cannot be loaded.</exception>
    public static Precision Faster() => s_faster.Value;

    private static double Best(Func<Tensor> work)
    {
        double best = double.MaxValue;
        for (int i = 0; i < Repetitions; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            work().Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }
        return best;
    }
}
