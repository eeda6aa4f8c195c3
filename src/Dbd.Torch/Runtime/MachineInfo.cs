using System.Runtime.InteropServices;

using TorchSharp;

namespace Dbd.Torch.Runtime;

/// <summary>The machine in a line, to stand beside what was measured on it.</summary>
internal static class MachineInfo
{
    private const double Giga = 1 << 30;

    /// <summary>GPU if that is what trains, CPU, cores, memory, system and runtime.</summary>
    /// <param name="gpu">What <c>--gpu</c> asks for.</param>
    /// <param name="group">The processes that train together; null is one.</param>
    /// <exception cref="Configuration.ConfigException">It is no device of this machine.</exception>
    public static string Describe(string gpu, IProcessGroup? group = null) => string.Join(", ",
    [
        .. Devices.Select(gpu, _ => { }) is { type: DeviceType.CUDA } device ? (string[])[Gpu(device.index)] : [],
        Cpu(), $"{Environment.ProcessorCount} cores", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Giga:0} GB",
        RuntimeInformation.RuntimeIdentifier, RuntimeInformation.FrameworkDescription,
        .. group is { Size: > 1 } ? (string[])[$"{group.Size} processes ({group.Name})"] : [],
    ]);

    // TorchSharp does not tell a device's name; the driver does.
    private static string Gpu(int index)
    {
        const string driver = "/proc/driver/nvidia/gpus";
        string[] models = Directory.Exists(driver) ? [.. Directory.GetDirectories(driver).Order().SelectMany(ModelIn)] : [];
        return index < models.Length ? models[index] : $"CUDA device {index}";
    }

    private static IEnumerable<string> ModelIn(string folder) =>
        File.ReadLines(Path.Combine(folder, "information")).Where(l => l.StartsWith("Model:", StringComparison.Ordinal)).Select(AfterColon);

    private static string Cpu()
    {
        const string info = "/proc/cpuinfo";
        string? line = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : AfterColon(line);
    }

    private static string AfterColon(string line) => line[(line.IndexOf(':') + 1)..].Trim();
}
