using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbd.Imaging;

/// <summary>The two passes of <see cref="Resampling"/>, 16 bytes at a time; both work down columns, the first on the turned
/// picture.</summary>
internal static class VectorResampling
{
    /// <summary>Whether rows of so many bytes are long enough for <see cref="Vertical"/>.</summary>
    public static bool Handles(int rowBytes) => rowBytes >= Simd.Step;

    public static void Horizontal(PixelView source, ResamplingWeights weights, Span<byte> destination)
    {
        ImageShape turned = new(source.Shape.Width, source.Shape.Height);
        ImageShape resized = new(weights.Length, source.Shape.Height);
        Span<byte> before = Scratch.Second(turned.Bytes);
        Span<byte> after = Scratch.Third(resized.Bytes);
        Transposition.Transpose(source, before);
        Vertical(new PixelView(before, turned), weights, after);
        Transposition.Transpose(new PixelView(after, resized), destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Vertical(PixelView source, ResamplingWeights weights, Span<byte> destination)
    {
        int rowBytes = source.Shape.Stride;
        for (int y = 0; y < weights.Length; y++)
        {
            ReadOnlySpan<byte> rows = source.Bytes[(weights.First(y) * source.Stride)..];
            Row(rows, source.Stride, weights.At(y), destination.Slice(y * rowBytes, rowBytes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> weights, Span<byte> destination)
    {
        ref byte source = ref MemoryMarshal.GetReference(rows);
        ref byte target = ref MemoryMarshal.GetReference(destination);
        int last = destination.Length - Simd.Step;
        for (int x = 0; x < last; x += Simd.Step)
            Weighted(ref Unsafe.Add(ref source, x), stride, weights).StoreUnsafe(ref Unsafe.Add(ref target, x));
        // The last 16 bytes may overlap those before, which are then computed twice.
        Weighted(ref Unsafe.Add(ref source, last), stride, weights).StoreUnsafe(ref Unsafe.Add(ref target, last));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Weighted(ref byte column, int stride, ReadOnlySpan<int> weights)
    {
        Vector256<int> lower = Vector256.Create(1 << (ResamplingWeights.Precision - 1));
        Vector256<int> upper = lower;
        foreach (int weight in weights)
        {
            (Vector256<int> low, Vector256<int> high) = Simd.Widen(Vector128.LoadUnsafe(ref column));
            lower += low * weight;
            upper += high * weight;
            column = ref Unsafe.Add(ref column, stride);
        }
        return Simd.Narrow(Clip(lower), Clip(upper));
    }

    private static Vector256<int> Clip(Vector256<int> sum) =>
        Vector256.Min(Vector256.Max(sum >> ResamplingWeights.Precision, Vector256<int>.Zero), Vector256.Create(255));
}
