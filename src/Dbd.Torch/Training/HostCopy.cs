using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace Dbd.Torch.Training;

/// <summary>Brings numbers to the device where the network is.</summary>
/// <remarks>To a GPU by way of page-locked memory: a copy from any other makes the CPU wait until the GPU has done all it was told before,
/// and a step of many small kernels then runs no faster than they can be told one by one.</remarks>
internal static class HostCopy
{
    /// <summary>A tensor of some numbers.</summary>
    /// <param name="source">The numbers, row by row.</param>
    /// <param name="type">What they are: <typeparamref name="T"/>.</param>
    /// <param name="shape">Of the tensor.</param>
    /// <param name="device">Where it shall be.</param>
    public static Tensor Of<T>(ReadOnlySpan<T> source, ScalarType type, long[] shape, Device device)
        where T : unmanaged
    {
        Tensor host = empty(shape, type);
        MemoryMarshal.AsBytes(source).CopyTo(host.bytes);
        if (device.type == TorchSharp.DeviceType.CPU)
            return host;
        using (host)
        using (Tensor locked = host.pin_memory())
        {
            // libtorch holds the locked memory back until the copy is done.
            return locked.to(device, non_blocking: true);
        }
    }

    /// <summary>A vector of indices, int64.</summary>
    /// <param name="source">The indices.</param>
    /// <param name="device">Where it shall be.</param>
    public static Tensor Of(long[] source, Device device) => Of<long>(source, ScalarType.Int64, [source.Length], device);
}
