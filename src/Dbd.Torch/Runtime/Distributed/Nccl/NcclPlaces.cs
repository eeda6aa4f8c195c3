using System.Runtime.InteropServices;

namespace Dbd.Torch.Runtime.Distributed.Nccl;

/// <summary>Where NCCL and CUDA's runtime lie.</summary>
internal static class NcclPlaces
{
    private static readonly string[] s_runtimes = ["libcudart.so.12", "libcudart.so.13", "libcudart.so.11.0", "libcudart.so"];

    /// <summary>The files of that name which a PyTorch that pip or conda installed has brought with it.</summary>
    /// <param name="file">The file's name.</param>
    public static IEnumerable<string> Existing(string file) => Existing(file,
    [
        Environment.GetEnvironmentVariable("VIRTUAL_ENV"),
        Environment.GetEnvironmentVariable("CONDA_PREFIX"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local"),
        "/usr/local",
        "/usr",
    ]);

    /// <summary>The same below some folders.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="prefixes">Folders that hold a Python; null is none.</param>
    internal static IEnumerable<string> Existing(string file, IEnumerable<string?> prefixes) =>
        from prefix in prefixes
        where !string.IsNullOrEmpty(prefix)
        let lib = Path.Combine(prefix, "lib")
        where Directory.Exists(lib)
        from python in Directory.GetDirectories(lib, "python3*").Order(StringComparer.Ordinal)
        from packages in (string[])["site-packages", "dist-packages"]
        let path = Path.Combine(python, packages, "nvidia", "nccl", "lib", file)
        where File.Exists(path)
        select path;

    /// <summary>A function of CUDA's runtime, of the one that libtorch has loaded.</summary>
    /// <param name="nccl">A library that may have it too.</param>
    /// <param name="name">As in C.</param>
    /// <exception cref="DbdException">There is no runtime.</exception>
    public static nint CudaFunction(nint nccl, string name)
    {
        if (NativeLibrary.TryGetExport(nccl, name, out nint own))
            return own;
        foreach (string runtime in s_runtimes)
        {
            if (NativeLibrary.TryLoad(runtime, out nint library) && NativeLibrary.TryGetExport(library, name, out nint address))
                return address;
        }
        throw new DbdException($"CUDA's runtime ({string.Join(", ", s_runtimes)}) cannot be loaded. Put its folder into LD_LIBRARY_PATH.");
    }
}
