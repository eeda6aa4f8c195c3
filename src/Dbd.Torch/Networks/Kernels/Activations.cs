using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>The memory of channels-last activations [B, channels, H, W] on the CPU.</summary>
internal static unsafe class Activations
{
    /// <summary>Their layout, or null where a kernel of ours does not fit them.</summary>
    /// <param name="x">[B, channels, H, W].</param>
    public static ChannelLayout? LayoutOf(Tensor x)
    {
        if (x.device_type != TorchSharp.DeviceType.CPU || x.dtype is not (ScalarType.Float32 or ScalarType.BFloat16) || x.Dimensions != 4)
            return null;
        // TorchSharp gives the memory of a tensor as a span, which ends at 2 GB.
        if (x.numel() * (x.dtype == ScalarType.Float32 ? sizeof(float) : sizeof(ushort)) > int.MaxValue)
            return null;
        using Tensor rows = x.permute(0, 2, 3, 1);
        return rows.is_contiguous() ? ChannelLayout.Of(x.numel(), (int)x.shape[1]) : null;
    }

    /// <summary>Another tensor in the memory order and type of activations: itself, or a copy.</summary>
    /// <param name="other">Of the same shape.</param>
    /// <param name="x">The activations.</param>
    public static Tensor Like(Tensor other, Tensor x)
    {
        if (x.Dimensions != 4)
            return other.to(x.dtype).contiguous();
        using Tensor rows = other.permute(0, 2, 3, 1);
        return rows.is_contiguous() && other.dtype == x.dtype ? other.alias() : rows.to(x.dtype).contiguous().permute(0, 3, 1, 2);
    }

    /// <summary>The first element of channels-last activations. Their memory does not move.</summary>
    public static byte* Pointer(Tensor? x)
    {
        if (x is null)
            return null;
        using Tensor rows = x.permute(0, 2, 3, 1);
        return (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(rows.bytes));
    }

    /// <summary>The first element of a contiguous float32 tensor. Its memory does not move.</summary>
    public static float* Floats(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
