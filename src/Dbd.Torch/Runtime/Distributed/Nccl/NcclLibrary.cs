using System.Globalization;
using System.Runtime.InteropServices;

namespace Dbd.Torch.Runtime.Distributed.Nccl;

/// <summary>An NCCL library that is loaded: NVIDIA's sums and copies from GPU to GPU. What is called here has been its published C
/// interface since 2.0 (<c>nccl.h</c>).</summary>
internal sealed unsafe class NcclLibrary
{
    /// <summary>The environment variable that names the library's file, where it is not found by itself; or <see cref="None"/>.</summary>
    public const string PathVariable = "DBD_NCCL_LIBRARY";

    /// <summary>The value of <see cref="PathVariable"/> that does without.</summary>
    public const string None = "none";

    private const string File = "libnccl.so.2";

    private readonly nint _library;
    private readonly delegate* unmanaged[Cdecl]<int, byte*> _errorString;

    private NcclLibrary(nint library)
    {
        _library = library;
        _errorString = (delegate* unmanaged[Cdecl]<int, byte*>)Symbol("ncclGetErrorString");
        int number;
        Check(((delegate* unmanaged[Cdecl]<int*, int>)Symbol("ncclGetVersion"))(&number), "ncclGetVersion");
        Version = TextOf(number);
    }

    /// <summary>As <c>NCCL 2.21.5</c>.</summary>
    public string Version { get; }

    /// <summary>Loads what <see cref="PathVariable"/> names, or what the system or a PyTorch that is installed has.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="DbdException">What is named cannot be loaded, or is no NCCL.</exception>
    public static NcclLibrary? Find()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given)
            return given == None ? null : Load(given);
        foreach (string file in (string[])[File, .. NcclPlaces.Existing(File)])
        {
            if (NativeLibrary.TryLoad(file, out nint library))
                return new NcclLibrary(library);
        }
        return null;
    }

    /// <summary>Loads a file.</summary>
    /// <param name="file">Its path.</param>
    /// <exception cref="DbdException">It cannot be loaded, or is no NCCL.</exception>
    public static NcclLibrary Load(string file)
    {
        try
        {
            return new NcclLibrary(NativeLibrary.Load(file));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            string reason = e.Message.ReplaceLineEndings(" ").Trim();
            throw new DbdException($"{file}, which {PathVariable} names, cannot be loaded: {reason} Name NCCL's {File}, or '{None}'.", e);
        }
    }

    /// <summary>A function.</summary>
    /// <param name="name">As in C.</param>
    public nint Symbol(string name) => NativeLibrary.TryGetExport(_library, name, out nint address)
        ? address
        : throw new DbdException($"The NCCL library has no {name}. Name another one by {PathVariable}, or '{None}'.");

    /// <summary>Makes a GPU the one that this thread speaks of.</summary>
    /// <param name="device">Its number.</param>
    public void Use(int device)
    {
        var set = (delegate* unmanaged[Cdecl]<int, int>)NcclPlaces.CudaFunction(_library, "cudaSetDevice");
        if (set(device) is var error and not 0)
            throw new DbdException($"CUDA device {device} cannot be used: cudaSetDevice gave error {error}.");
    }

    /// <summary>Throws unless a call went well.</summary>
    /// <param name="result">What it returned.</param>
    /// <param name="call">The function.</param>
    /// <exception cref="DbdException">It did not.</exception>
    public void Check(int result, string call)
    {
        if (result != 0)
            throw new DbdException(
                $"{Version ?? "NCCL"}: {call} failed: {Marshal.PtrToStringUTF8((nint)_errorString(result))} (error {result}). "
                    + "Each process needs a GPU of its own (--gpu 0,1 names one for each of a host); NCCL_DEBUG=INFO says more. "
                    + $"{PathVariable}={None} sends sums through the memory of the CPU instead.");
    }

    // 2.8.3 was 2803, 2.21.5 is 22105.
    private static string TextOf(int number)
    {
        int major = number < 10000 ? 1000 : 10000;
        return string.Create(CultureInfo.InvariantCulture, $"NCCL {number / major}.{number % major / 100}.{number % 100}");
    }
}
