using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Native;

using TorchSharp;

namespace Dbd.Cli.Doctor;

/// <summary>Looks at libtorch and what it sees.</summary>
internal static class TorchFindings
{
    public static IEnumerable<Finding> Look()
    {
        string how;
        try
        {
            how = NativeRuntime.Load();
        }
        catch (DbdException e)
        {
            return [new Finding("libtorch", e.InnerException?.Message.ReplaceLineEndings(" ") ?? e.Message, Severity.Problem, Advice(e))];
        }
        return [new Finding("libtorch", $"found {how}"), TorchSharpVersion(), Cuda(), Bfloat16()];
    }

    private static string Advice(DbdException e) => (e.InnerException?.Message ?? "") switch
    {
        string m when m.Contains("failed to map segment") && Limits.Current.AddressSpace is not null => Limits.Current.AddressSpaceAdvice,
        string m when m.Contains("GLIBC_") => "The C library is too old: take a newer distribution (glibc 2.28 or later).",
        string m when m.Contains("libgomp") => "Install libgomp1 (apt-get install libgomp1).",
        _ => "Delete artifacts/ and run ./dbd again, so that the packages are restored anew.",
    };

    private static Finding TorchSharpVersion() => new("TorchSharp", ProgramVersion.Of(typeof(torch)));

    private static Finding Cuda()
    {
        bool hasDriver = File.Exists("/proc/driver/nvidia/version");
        int devices = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        return devices > 0
            ? new Finding("CUDA", $"{devices} device{(devices == 1 ? "" : "s")}")
            : new Finding(
                "CUDA",
                "no device; runs are on the CPU",
                hasDriver ? Severity.Note : Severity.Fine,
                hasDriver ? "There is an NVIDIA driver, but this build has libtorch for the CPU only." : "");
    }

    private static Finding Bfloat16() => ProductRate.Faster() == Precision.Bf16
        ? new Finding("precision", ProductRate.Text())
        : new Finding("precision", ProductRate.Text(), Severity.Note, "bf16 is no faster on this CPU: use precision: fp32, or auto.");
}
