using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbd.Imaging;

/// <summary>One box filter down the columns of a picture, 16 bytes at a time.</summary>
internal static class VectorBlur
{
    /// <summary>Whether rows of so many bytes are long enough.</summary>
    public static bool Handles(int rowBytes) => rowBytes >= Simd.Step;

    public static void Columns(ReadOnlySpan<byte> source, Span<byte> destination, ImageShape shape, BoxKernel kernel)
    {
        int last = shape.Stride - Simd.Step;
        for (int x = 0; x < last; x += Simd.Step)
            Column(source[x..], destination[x..], shape, kernel);
        // The last 16 bytes may overlap those before, which are then computed twice.
        Column(source[last..], destination[last..], shape, kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Column(ReadOnlySpan<byte> source, Span<byte> destination, ImageShape shape, BoxKernel kernel)
    {
        int last = shape.Height - 1;
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        Lanes inner = Lanes.Zero;
        for (int j = -kernel.Radius; j <= kernel.Radius; j++)
            inner += Lanes.Load(ref from, Math.Clamp(j, 0, last) * shape.Stride);
        Lanes before = Lanes.Load(ref from, 0);
        for (int y = 0; y <= last; y++)
        {
            Lanes after = Lanes.Load(ref from, Math.Min(y + kernel.Radius + 1, last) * shape.Stride);
            Lanes sum = inner * kernel.Weight + (before + after) * kernel.EdgeWeight;
            sum.StoreRounded(ref to, y * shape.Stride);
            before = Lanes.Load(ref from, Math.Max(y - kernel.Radius, 0) * shape.Stride);
            inner = inner + after - before;
        }
    }

    /// <summary>16 unsigned numbers.</summary>
    private readonly record struct Lanes(Vector256<uint> Lower, Vector256<uint> Upper)
    {
        public static Lanes Zero => default;

        public static Lanes operator +(Lanes a, Lanes b) => new(a.Lower + b.Lower, a.Upper + b.Upper);

        public static Lanes operator -(Lanes a, Lanes b) => new(a.Lower - b.Lower, a.Upper - b.Upper);

        public static Lanes operator *(Lanes a, uint factor) => new(a.Lower * factor, a.Upper * factor);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes Load(ref byte start, int offset)
        {
            (Vector256<int> lower, Vector256<int> upper) = Simd.Widen(Vector128.LoadUnsafe(ref start, (nuint)offset));
            return new Lanes(lower.AsUInt32(), upper.AsUInt32());
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void StoreRounded(ref byte start, int offset)
        {
            Vector256<uint> half = Vector256.Create(1u << (BoxKernel.Precision - 1));
            Vector256<uint> lower = (Lower + half) >>> BoxKernel.Precision;
            Vector256<uint> upper = (Upper + half) >>> BoxKernel.Precision;
            Simd.Narrow(lower.AsInt32(), upper.AsInt32()).StoreUnsafe(ref start, (nuint)offset);
        }
    }
}
