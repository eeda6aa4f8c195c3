using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbd.Imaging;

/// <summary><see cref="Normalization"/> by arithmetic, which at 16 bytes a step is faster than its table.</summary>
internal static class VectorNormalization
{
    // Channels come round every 3 bytes and vectors hold 8 numbers: after 48 bytes the pattern starts again.
    private const int Period = ImageShape.Channels * Simd.Step;

    /// <returns>How many bytes were handled; the rest is fewer than 16 pixels.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Apply(ReadOnlySpan<byte> pixels, Span<float> destination, ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales)
    {
        Pattern offset = Pattern.Of(offsets);
        Pattern scale = Pattern.Of(scales);
        ref byte from = ref MemoryMarshal.GetReference(pixels);
        ref float to = ref MemoryMarshal.GetReference(destination);
        int done = 0;
        for (; done <= pixels.Length - Period; done += Period)
        {
            ref byte source = ref Unsafe.Add(ref from, done);
            ref float target = ref Unsafe.Add(ref to, done);
            Step(ref source, ref target, offset.First, offset.Second, scale.First, scale.Second);
            Step(ref Unsafe.Add(ref source, 16), ref Unsafe.Add(ref target, 16), offset.Third, offset.First, scale.Third, scale.First);
            Step(ref Unsafe.Add(ref source, 32), ref Unsafe.Add(ref target, 32), offset.Second, offset.Third, scale.Second, scale.Third);
        }
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        ref byte source, ref float target, Vector256<float> offsetLow,
        Vector256<float> offsetHigh, Vector256<float> scaleLow, Vector256<float> scaleHigh)
    {
        (Vector256<int> low, Vector256<int> high) = Simd.Widen(Vector128.LoadUnsafe(ref source));
        ((Vector256.ConvertToSingle(low) - offsetLow) / scaleLow).StoreUnsafe(ref target);
        ((Vector256.ConvertToSingle(high) - offsetHigh) / scaleHigh).StoreUnsafe(ref target, 8);
    }

    /// <summary>Three numbers, repeated over 24 lanes.</summary>
    private readonly record struct Pattern(Vector256<float> First, Vector256<float> Second, Vector256<float> Third)
    {
        public static Pattern Of(ReadOnlySpan<float> channels)
        {
            (float r, float g, float b) = (channels[0], channels[1], channels[2]);
            return new Pattern(
                Vector256.Create(r, g, b, r, g, b, r, g),
                Vector256.Create(b, r, g, b, r, g, b, r),
                Vector256.Create(g, b, r, g, b, r, g, b));
        }
    }
}
