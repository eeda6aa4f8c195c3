using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbd.Imaging;

/// <summary>Luma and blending, 16 pixels at a time. Each method returns how many bytes it handled; the rest is fewer than 16
/// pixels.</summary>
internal static class VectorColour
{
    // A lane's sum of this many steps of two pixels stays far below 2^31.
    private const int StepsPerSum = 1 << 20;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int LumaSum(ReadOnlySpan<byte> pixels, out long sum)
    {
        sum = 0;
        int done = 0;
        while (pixels.Length - done >= PixelLanes.Bytes)
        {
            int steps = Math.Min((pixels.Length - done) / PixelLanes.Bytes, StepsPerSum);
            Vector256<int> lanes = Vector256<int>.Zero;
            for (int step = 0; step < steps; step++, done += PixelLanes.Bytes)
            {
                (Vector256<int> lower, Vector256<int> upper) = Luma16(PixelLanes.Load(in pixels[done]));
                lanes += lower + upper;
            }
            (Vector256<long> low, Vector256<long> high) = Vector256.Widen(lanes);
            sum += Vector256.Sum(low + high);
        }
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ReplicateLuma(Span<byte> pixels)
    {
        int done = 0;
        for (; done <= pixels.Length - PixelLanes.Bytes; done += PixelLanes.Bytes)
        {
            (Vector256<int> lower, Vector256<int> upper) = Luma16(PixelLanes.Load(in pixels[done]));
            Vector128<byte> grey = Simd.Narrow(lower, upper);
            new PixelLanes(grey, grey, grey).Store(ref pixels[done]);
        }
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Blend(Span<byte> pixels, ReadOnlySpan<byte> other, float share)
    {
        ref byte target = ref MemoryMarshal.GetReference(pixels);
        ref byte source = ref MemoryMarshal.GetReference(other);
        int done = 0;
        for (; done <= pixels.Length - Simd.Step; done += Simd.Step)
        {
            Vector128<byte> from = Vector128.LoadUnsafe(ref target, (nuint)done);
            Vector128<byte> to = Vector128.LoadUnsafe(ref source, (nuint)done);
            Mix(Simd.Widen(from), to, share).StoreUnsafe(ref target, (nuint)done);
        }
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int BlendFromConstant(Span<byte> pixels, byte value, float share)
    {
        ref byte target = ref MemoryMarshal.GetReference(pixels);
        Vector256<int> from = Vector256.Create((int)value);
        int done = 0;
        for (; done <= pixels.Length - Simd.Step; done += Simd.Step)
        {
            Vector128<byte> to = Vector128.LoadUnsafe(ref target, (nuint)done);
            Mix((from, from), to, share).StoreUnsafe(ref target, (nuint)done);
        }
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int BlendFromGrey(Span<byte> pixels, float share)
    {
        int done = 0;
        for (; done <= pixels.Length - PixelLanes.Bytes; done += PixelLanes.Bytes)
        {
            PixelLanes lanes = PixelLanes.Load(in pixels[done]);
            (Vector256<int>, Vector256<int>) grey = Luma16(lanes);
            new PixelLanes(Mix(grey, lanes.Red, share), Mix(grey, lanes.Green, share), Mix(grey, lanes.Blue, share))
                .Store(ref pixels[done]);
        }
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> Lower, Vector256<int> Upper) Luma16(PixelLanes pixels)
    {
        (Vector256<int> redLow, Vector256<int> redHigh) = Simd.Widen(pixels.Red);
        (Vector256<int> greenLow, Vector256<int> greenHigh) = Simd.Widen(pixels.Green);
        (Vector256<int> blueLow, Vector256<int> blueHigh) = Simd.Widen(pixels.Blue);
        return (Luma8(redLow, greenLow, blueLow), Luma8(redHigh, greenHigh, blueHigh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Luma8(Vector256<int> red, Vector256<int> green, Vector256<int> blue) =>
        (red * Luma.Red + green * Luma.Green + blue * Luma.Blue + Vector256.Create(Luma.Half)) >> Luma.Precision;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Mix((Vector256<int> Lower, Vector256<int> Upper) from, Vector128<byte> to, float share)
    {
        (Vector256<int> lower, Vector256<int> upper) = Simd.Widen(to);
        return Simd.Narrow(Mix(from.Lower, lower, share), Mix(from.Upper, upper, share));
    }

    // A separate product and sum, never fused: each is rounded to binary32, as in PIL.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Mix(Vector256<int> from, Vector256<int> to, float share)
    {
        Vector256<float> scaled = Vector256.ConvertToSingle(to - from) * share;
        Vector256<float> mixed = Vector256.ConvertToSingle(from) + scaled;
        return Vector256.ConvertToInt32Native(Vector256.ClampNative(mixed, Vector256<float>.Zero, Vector256.Create(255f)));
    }
}
