using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dbd.Imaging;

/// <summary><see cref="Hue"/>, 16 pixels at a time. All of it is binary32: over all 2^24 colours and all 2^24 triples of hue,
/// saturation and value, the bytes are those of PIL's binary64 (a test compares them).</summary>
internal static class VectorHue
{
    /// <returns>How many bytes were handled; the rest is fewer than 16 pixels.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Turn(Span<byte> pixels, byte turn)
    {
        int done = 0;
        for (; done <= pixels.Length - PixelLanes.Bytes; done += PixelLanes.Bytes)
        {
            PixelLanes lanes = PixelLanes.Load(in pixels[done]);
            (Vector256<int> redLow, Vector256<int> redHigh) = Simd.Widen(lanes.Red);
            (Vector256<int> greenLow, Vector256<int> greenHigh) = Simd.Widen(lanes.Green);
            (Vector256<int> blueLow, Vector256<int> blueHigh) = Simd.Widen(lanes.Blue);
            Rgb low = ToRgb(Turned(ToHsv(new Rgb(redLow, greenLow, blueLow)), turn));
            Rgb high = ToRgb(Turned(ToHsv(new Rgb(redHigh, greenHigh, blueHigh)), turn));
            new PixelLanes(Simd.Narrow(low.Red, high.Red), Simd.Narrow(low.Green, high.Green), Simd.Narrow(low.Blue, high.Blue))
                .Store(ref pixels[done]);
        }
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Hsv ToHsv(Rgb rgb)
    {
        Vector256<int> max = Vector256.Max(rgb.Red, Vector256.Max(rgb.Green, rgb.Blue));
        Vector256<int> min = Vector256.Min(rgb.Red, Vector256.Min(rgb.Green, rgb.Blue));
        Vector256<int> middle = rgb.Red + rgb.Green + rgb.Blue - max - min;
        // A grey pixel has saturation 0 and, by this, hue 0 as well.
        Vector256<int> isColoured = Vector256.GreaterThan(max, min);
        Vector256<float> range = Vector256.ConvertToSingle(Vector256.Max(max - min, Vector256<int>.One));
        Vector256<float> distance = Vector256.ConvertToSingle(max - middle) / range;
        Vector256<float> turns = Sixths(rgb, max, min, distance) / Vector256.Create(6f);
        turns += Vector256.LessThan(turns, Vector256<float>.Zero) & Vector256<float>.One;
        Vector256<float> saturation = range / Vector256.ConvertToSingle(Vector256.Max(max, Vector256<int>.One));
        return new Hsv(Times255(turns) & isColoured, Times255(saturation) & isColoured, max);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rgb ToRgb(Hsv hsv)
    {
        // 6 hue / 255 = sector + m / 85, in whole numbers: the sector is 2 hue / 85, by a multiplication that is exact up to 510.
        Vector256<int> doubled = hsv.Hue + hsv.Hue;
        Vector256<int> sector = (doubled * 772) >> 16;
        Vector256<float> f = Vector256.ConvertToSingle(doubled - sector * 85) / Vector256.Create(85f);
        Vector256<float> s = Vector256.ConvertToSingle(hsv.Saturation) / Vector256.Create(255f);
        Vector256<float> v = Vector256.ConvertToSingle(hsv.Value);
        Vector256<float> isOdd = Vector256.Equals(sector & Vector256<int>.One, Vector256<int>.One).AsSingle();
        Vector256<int> smallest = Less(v, s);
        Vector256<int> middle = Less(v, s * Vector256.ConditionalSelect(isOdd, f, Vector256<float>.One - f));
        sector = Vector256.AndNot(sector, Vector256.Equals(sector, Vector256.Create(6)));
        return new Rgb(
            Pick(sector, 0, 5, 1, 4, hsv.Value, middle, smallest),
            Pick(sector, 1, 2, 0, 3, hsv.Value, middle, smallest),
            Pick(sector, 3, 4, 2, 5, hsv.Value, middle, smallest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Hsv Turned(Hsv hsv, byte turn) =>
        hsv with { Hue = (hsv.Hue + Vector256.Create((int)turn)) & Vector256.Create((int)byte.MaxValue) };

    /// <summary>Hue in sixths of a turn, -1 to 5: a whole number plus or minus the middle channel's distance from the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sixths(Rgb rgb, Vector256<int> max, Vector256<int> min, Vector256<float> distance)
    {
        Vector256<float> redIsMax = Vector256.Equals(rgb.Red, max).AsSingle();
        Vector256<float> greenIsMax = Vector256.Equals(rgb.Green, max).AsSingle();
        Vector256<float> redIsMin = Vector256.Equals(rgb.Red, min).AsSingle();
        Vector256<float> blueIsMin = Vector256.Equals(rgb.Blue, min).AsSingle();
        (Vector256<float> one, Vector256<float> three) = (Vector256<float>.One, Vector256.Create(3f));
        Vector256<float> ofRed = Vector256.ConditionalSelect(blueIsMin, one - distance, distance - one);
        Vector256<float> ofGreen = Vector256.ConditionalSelect(blueIsMin, one + distance, three - distance);
        Vector256<float> ofBlue = Vector256.ConditionalSelect(redIsMin, three + distance, Vector256.Create(5f) - distance);
        return Vector256.ConditionalSelect(redIsMax, ofRed, Vector256.ConditionalSelect(greenIsMax, ofGreen, ofBlue));
    }

    private static Vector256<int> Times255(Vector256<float> x) => Vector256.ConvertToInt32Native(x * Vector256.Create(255f));

    /// <summary>value * (1 - share), rounded.</summary>
    private static Vector256<int> Less(Vector256<float> value, Vector256<float> share) =>
        Vector256.ConvertToInt32Native(value - value * share + Vector256.Create(0.5f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Pick(
        Vector256<int> sector, int v1, int v2, int x1, int x2, Vector256<int> v, Vector256<int> x, Vector256<int> p)
    {
        Vector256<int> isX = Vector256.Equals(sector, Vector256.Create(x1)) | Vector256.Equals(sector, Vector256.Create(x2));
        Vector256<int> isV = Vector256.Equals(sector, Vector256.Create(v1)) | Vector256.Equals(sector, Vector256.Create(v2));
        return Vector256.ConditionalSelect(isV, v, Vector256.ConditionalSelect(isX, x, p));
    }

    /// <summary>Eight pixels; each channel in [0, 255].</summary>
    internal readonly record struct Rgb(Vector256<int> Red, Vector256<int> Green, Vector256<int> Blue);

    /// <summary>Eight pixels; each of the three in [0, 255].</summary>
    internal readonly record struct Hsv(Vector256<int> Hue, Vector256<int> Saturation, Vector256<int> Value);
}
