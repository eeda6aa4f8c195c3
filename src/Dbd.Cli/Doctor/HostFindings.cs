using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Dbd.Cli.Doctor;

/// <summary>Looks at the machine, without libtorch.</summary>
internal static class HostFindings
{
    private const double Giga = 1 << 30;

    public static IEnumerable<Finding> Look() => [Runtime(), System(), Cpu(), Memory(), Allowed(Limits.Current), Disk(), Configs()];

    private static Finding Runtime() => new(".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");

    private static Finding System() => (RuntimeInformation.OSArchitecture, OperatingSystem.IsMacOS()) switch
    {
        (Architecture.X64, false) or (Architecture.Arm64, true) => new("system", RuntimeInformation.OSDescription),
        (Architecture other, _) => new("system", $"{RuntimeInformation.OSDescription}, {other}", Severity.Problem,
            "libtorch is there for Linux and Windows on x64 and for macOS on arm64."),
    };

    private static Finding Cpu()
    {
        (string Name, bool IsThere)[] known = [("AVX2", Avx2.IsSupported), ("AVX-512", Avx512F.IsSupported), .. CpuFlags.Bfloat16()];
        string[] features = [.. known.Where(f => f.IsThere).Select(f => f.Name)];
        string found = $"{Environment.ProcessorCount} cores, "
            + (features.Length > 0 ? string.Join(", ", features) : "no vector extension that helps");
        bool isSlow = RuntimeInformation.OSArchitecture == Architecture.X64 && !Avx2.IsSupported;
        return isSlow
            ? new Finding("CPU", found, Severity.Note, "Without AVX2 training is several times slower.")
            : new Finding("CPU", found);
    }

    private static Finding Memory()
    {
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Giga;
        string found = $"{available:0.0} GB";
        return available < 3
            ? new Finding("memory", found, Severity.Note, "CIFAR-10 and ResNet-18 want about 3 GB; take a smaller batch_size or width.")
            : new Finding("memory", found);
    }

    /// <summary>Open files and address space.</summary>
    public static Finding Allowed(Limits limits)
    {
        string found = $"{limits.OpenFiles?.ToString() ?? "any number of"} open files, "
            + (limits.AddressSpace is { } bytes ? $"{bytes / 1e9:0.0} GB of address space" : "any address space");
        return limits.AddressSpace < Limits.UsualAddressSpace
            ? new Finding("limits", found, Severity.Note, limits.AddressSpaceAdvice)
            : new Finding("limits", found);
    }

    private static Finding Disk()
    {
        string folder = Directory.GetCurrentDirectory();
        double free = new DriveInfo(folder).AvailableFreeSpace / Giga;
        string found = $"{free:0.0} GB free in {folder}";
        return free < 2
            ? new Finding(
                "disk", found, Severity.Note, "A run keeps about 0.1 GB a checkpoint; name other folders as saved_dir and storage_dir.")
            : new Finding("disk", found);
    }

    private static Finding Configs() => Directory.Exists("config")
        ? new Finding(
            "config", $"{Directory.EnumerateFiles("config", "*.yaml", SearchOption.AllDirectories).Count()} configurations in config/")
        : new Finding(
            "config",
            "no folder config/ here",
            Severity.Note,
            "Run from the repository's root, or name configurations by their full path.");
}
