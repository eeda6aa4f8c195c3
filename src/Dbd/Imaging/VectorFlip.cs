using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbd.Imaging;

/// <summary>The mirror image of a row, five pixels at a time.</summary>
internal static class VectorFlip
{
    private const int Pixels = Simd.Step / ImageShape.Channels * ImageShape.Channels;

    /// <returns>How many bytes from the start of <paramref name="destination"/> were written; one more may be overwritten.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Row(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        int done = 0;
        // A load starts one byte early, a store ends one byte late: neither leaves the row.
        for (; done + Simd.Step <= source.Length; done += Pixels)
        {
            Vector128<byte> five = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, source.Length - done - Simd.Step));
            Vector128.Shuffle(five, Vector128.Create((byte)13, 14, 15, 10, 11, 12, 7, 8, 9, 4, 5, 6, 1, 2, 3, 0))
                .StoreUnsafe(ref Unsafe.Add(ref to, done));
        }
        return done;
    }
}
