using System.Diagnostics;

namespace Dbd.Torch.Runtime;

/// <summary>Says why training on this machine's CPUs is slow: how fast they multiply, and whether other programs use them too.</summary>
internal sealed class SlowMachine
{
    // A training that has the machine to itself uses all of its cores nearly all the time.
    private const double Alone = 0.75;

    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly TimeSpan _used = Environment.CpuUsage.TotalTime;

    /// <summary>The reasons, as measured since this object was made.</summary>
    /// <exception cref="DbdException">libtorch cannot be loaded.</exception>
    public string Why() => Why(
        TorchSharp.torch.get_num_threads(),
        (Environment.CpuUsage.TotalTime - _used) / Stopwatch.GetElapsedTime(_begin),
        ProductRate.Text());

    /// <summary>The same from what was measured.</summary>
    /// <param name="cores">Cores of the machine.</param>
    /// <param name="used">How many of them this process had, on average.</param>
    /// <param name="rates">How fast they multiply, <see cref="ProductRate.Text"/>.</param>
    internal static string Why(int cores, double used, string rates)
    {
        string rate = $"Here {cores} core{(cores == 1 ? "" : "s")} multiply at {rates}";
        string others = used < Alone * cores ? $"; other programs use them too: of {cores}, this one has had {used:0.0}" : "";
        return $"{rate}{others}.";
    }
}
