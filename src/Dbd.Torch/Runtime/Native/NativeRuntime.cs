using System.Runtime.InteropServices;
using System.Security.Cryptography;

using TorchSharp;

namespace Dbd.Torch.Runtime.Native;

/// <summary>Finds and loads libtorch and TorchSharp's native library, before anything touches <c>torch</c>.</summary>
public static class NativeRuntime
{
    private const string TorchSharpLibrary = "LibTorchSharp";

    private static readonly Lock s_lock = new();
    private static string? s_howLoaded;

    /// <summary>Loads the native libraries once; later calls return at once.</summary>
    /// <returns>How they were found, for <c>dbd doctor</c>.</returns>
    /// <exception cref="DbdException">They cannot be loaded; says why and what to do.</exception>
    public static string Load()
    {
        lock (s_lock)
        {
            if (s_howLoaded is null)
            {
                HeapLimits.Fix();
                s_howLoaded = LoadOnce();
                if (!Without.Memory && NativeLibrary.TryLoad("c10", typeof(torch).Assembly, null, out nint c10))
                    TensorMemory.Install(c10);
            }
            return s_howLoaded;
        }
    }

    private static string LoadOnce()
    {
        System.Reflection.Assembly torchSharp = typeof(torch).Assembly;
        foreach (string dependency in (string[])["c10", "torch_cpu", "torch"])
            NativeLibrary.TryLoad(dependency, torchSharp, null, out _);
        try
        {
            NativeLibrary.Load(TorchSharpLibrary, torchSharp, null);
            return "as shipped with TorchSharp";
        }
        catch (DllNotFoundException e) when (OperatingSystem.IsLinux() && FindShipped() is { } shipped)
        {
            return LoadCompatibleCopy(shipped, e);
        }
        catch (DllNotFoundException e)
        {
            throw Failed(e);
        }
    }

    private static string LoadCompatibleCopy(string shipped, DllNotFoundException original)
    {
        byte[] elf = File.ReadAllBytes(shipped);
        if (!GlibcxxCompatibility.IsNeeded(elf))
            throw Failed(original);
        string copy = Path.Combine(CacheFolder(), $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(elf))[..16]}.so");
        try
        {
            if (!File.Exists(copy))
                WriteCopy(elf, copy);
            NativeLibrary.Load(copy);
            return $"from a copy made to run with an older libstdc++ ({copy})";
        }
        catch (Exception e) when (e is DllNotFoundException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw Failed(e);
        }
    }

    private static void WriteCopy(byte[] elf, string copy)
    {
        GlibcxxCompatibility.Rewrite(elf);
        string beside = $"{copy}.{Environment.ProcessId}";
        File.WriteAllBytes(beside, elf);
        File.Move(beside, copy, overwrite: true);
    }

    private static string CacheFolder()
    {
        string root = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        string folder = Path.Combine(root.Length > 0 ? root : Path.GetTempPath(), "dbd");
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string? FindShipped()
    {
        string file = $"lib{TorchSharpLibrary}.so";
        string[] candidates =
        [
            Path.Combine(AppContext.BaseDirectory, file),
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", file),
            Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", file),
        ];
        return candidates.FirstOrDefault(File.Exists);
    }

    private static DbdException Failed(Exception e) => new(
        $"TorchSharp's native library could not be loaded: {e.Message.ReplaceLineEndings(" ").Trim()} "
        + "Run `dbd doctor` to see what is missing.", e);
}
