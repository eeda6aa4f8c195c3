using System.Diagnostics;

namespace Dbd.Torch.Runtime;

/// <summary>Says why training on the CPUs of this machine takes its time: how fast they multiply, and whether other programs use them too.</summary>
internal sealed class SlowMachine
{
    // A training that has the machine to itself uses all of its cores nearly all the time.
    private const double Alone = 0.75;

    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly TimeSpan _used = Environment.CpuUsage.TotalTime;

    /// <summary>The reasons, as measured since this object was made.</summary>
    /// <exception cref="DbdException">libtorch cannot be loaded.</exception>
    public string Why() => Why(
        Environment.ProcessorCount,
        (Environment.CpuUsage.TotalTime - _used) / Stopwatch.GetElapsedTime(_begin),
        ProductRate.Of(Precision.Fp32),
        ProductRate.Of(Precision.Bf16));

    /// <summary>The same from what was measured.</summary>
    /// <param name="cores">Cores of the machine.</param>
    /// <param name="used">How many of them this process had, on average.</param>
    /// <param name="fp32">Multiplications and additions a second, <see cref="ProductRate"/>.</param>
    /// <param name="bf16">The same in bfloat16.</param>
    internal static string Why(int cores, double used, double fp32, double bf16)
    {
        string rate = $"Here {cores} core{(cores == 1 ? "" : "s")} multiply at {fp32 / 1e9:0} GFLOP/s in fp32 and {bf16 / 1e9:0} in bf16";
        string others = used < Alone * cores ? $"; other programs use them too: of {cores}, this one has had {used:0.0}" : "";
        return $"{rate}{others}.";
    }
}
