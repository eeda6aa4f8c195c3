using System.Diagnostics;

using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Native;

using static TorchSharp.torch;

namespace Dbd.Work;

/// <summary>What this machine can do through libtorch: matrix products and copies, on the threads that training uses.</summary>
/// <param name="Bf16">Operations a second, bfloat16.</param>
/// <param name="Fp32">Operations a second, float32.</param>
/// <param name="Bandwidth">Bytes a second, read and written.</param>
internal sealed record Roofline(double Bf16, double Fp32, double Bandwidth)
{
    private const int Side = 2048;
    private const int CopiedFloats = 64 << 20;
    private const int Repetitions = 7;

    /// <summary>Measures it: the best of some repetitions, as a limit should be.</summary>
    public static Roofline Measure(int threads)
    {
        NativeRuntime.Load();
        set_num_threads(threads);
        using IDisposable scope = NewDisposeScope();
        return new Roofline(
            ProductRate.Of(Precision.Bf16, Side),
            ProductRate.Of(Precision.Fp32, Side),
            2.0 * sizeof(float) * CopiedFloats / SecondsOfCopy());
    }

    /// <summary>Multiplications and additions of ResNet-18's convolutions, forward, for a 32x32 picture. Where a kernel lies on
    /// padding there is nothing to do.</summary>
    /// <param name="width">Base channels.</param>
    public static double ForwardOperations(int width)
    {
        double operations = Stem(width);
        int input = width;
        for (int stage = 0; stage < 4; stage++)
        {
            (int output, int size, int stride) = (width << stage, 32 >> stage, stage == 0 ? 1 : 2);
            operations += Convolution(input, output, 3, size, stride) + (3 * Convolution(output, output, 3, size, stride: 1));
            if (input != output)
                operations += Convolution(input, output, 1, size, stride);
            input = output;
        }
        return operations;
    }

    /// <summary>The same for training on a picture: backward, each convolution has a gradient of its weight and one of its input,
    /// but for the stem's input. In MixMatch two of five passes are forward only, and three count as trained.</summary>
    public static double TrainingOperations(string work, int width)
    {
        double forward = ForwardOperations(width);
        return (3 * forward) - Stem(width) + (work == "mixmatch" ? 2.0 / 3 * forward : 0);
    }

    private static double Stem(int width) => Convolution(3, width, 3, size: 32, stride: 1);

    // Padding is 1 for 3x3. Of 3 * size positions in a row of the result, the first is on padding, and with stride 1 the last.
    private static double Convolution(int input, int output, int kernel, int size, int stride)
    {
        double taps = kernel == 1 ? size : (3 * size) - (stride == 1 ? 2 : 1);
        return 2.0 * input * output * taps * taps;
    }

    private static double SecondsOfCopy()
    {
        (Tensor from, Tensor to) = (ones(CopiedFloats), zeros(CopiedFloats));
        double best = double.MaxValue;
        for (int i = 0; i < Repetitions; i++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            to.copy_(from);
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return best;
    }
}
