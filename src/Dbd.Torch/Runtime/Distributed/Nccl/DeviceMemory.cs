using System.Runtime.InteropServices;

using Dbd.Torch.Runtime.Native;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime.Distributed.Nccl;

/// <summary>Where a tensor's numbers lie, on any device; TorchSharp tells it of the CPU's memory only.</summary>
internal static unsafe class DeviceMemory
{
    private static readonly delegate* unmanaged[Cdecl]<nint, nint> s_data = Function();

    /// <summary>The address.</summary>
    /// <param name="tensor">A contiguous tensor.</param>
    public static nint Of(Tensor tensor) => s_data(tensor.Handle);

    private static delegate* unmanaged[Cdecl]<nint, nint> Function()
    {
        NativeRuntime.Load();
        nint library = NativeLibrary.Load("LibTorchSharp", typeof(TorchSharp.torch).Assembly, null);
        return (delegate* unmanaged[Cdecl]<nint, nint>)NativeLibrary.GetExport(library, "THSTensor_data");
    }
}
