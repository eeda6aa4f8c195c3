using System.Runtime.InteropServices;

namespace Dbd.Torch.Runtime;

/// <summary>The machine in a line, to stand beside what was measured on it.</summary>
public static class MachineInfo
{
    private const double Giga = 1 << 30;

    /// <summary>CPU, cores, memory, system and runtime.</summary>
    public static string Describe() => string.Join(", ",
        Cpu(), $"{Environment.ProcessorCount} cores", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Giga:0} GB",
        RuntimeInformation.RuntimeIdentifier, RuntimeInformation.FrameworkDescription);

    private static string Cpu()
    {
        const string info = "/proc/cpuinfo";
        string? line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
