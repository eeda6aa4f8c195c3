using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dbd.Imaging;

/// <summary><see cref="Hue"/>, 16 pixels at a time. Where PIL computes in binary64, this does so only if binary32 could give
/// another byte; the tests compare all 2^24 colours.</summary>
internal static class VectorHue
{
    /// <returns>How many bytes were handled; the rest is fewer than 16 pixels.</returns>
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

    private static Hsv Turned(Hsv hsv, byte turn) => hsv with { Hue = (hsv.Hue + Vector256.Create((int)turn)) & Vector256.Create(255) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Hsv ToHsv(Rgb rgb)
    {
        Vector256<int> max = Vector256.Max(rgb.Red, Vector256.Max(rgb.Green, rgb.Blue));
        Vector256<int> min = Vector256.Min(rgb.Red, Vector256.Min(rgb.Green, rgb.Blue));
        Vector256<int> isGrey = Vector256.Equals(max, min);
        Vector256<float> range = Vector256.ConvertToSingle(Vector256.Max(max - min, Vector256<int>.One));
        Vector256<float> saturation = range / Vector256.ConvertToSingle(Vector256.Max(max, Vector256<int>.One));
        Vector256<float> r = Vector256.ConvertToSingle(max - rgb.Red) / range;
        Vector256<float> g = Vector256.ConvertToSingle(max - rgb.Green) / range;
        Vector256<float> b = Vector256.ConvertToSingle(max - rgb.Blue) / range;
        // One of the two distances is exactly 1, so that PIL's sums in binary64 are one rounding in binary32.
        Vector256<float> one = Vector256<float>.One;
        Vector256<float> fromGreen = Vector256.ConditionalSelect(Vector256.Equals(b, one), one + r, Vector256.Create(3f) - b);
        Vector256<float> fromBlue = Vector256.ConditionalSelect(Vector256.Equals(r, one), Vector256.Create(3f) + g, Vector256.Create(5f) - r);
        Vector256<float> sixths = Vector256.ConditionalSelect(
            Vector256.Equals(rgb.Red, max).AsSingle(),
            b - g,
            Vector256.ConditionalSelect(Vector256.Equals(rgb.Green, max).AsSingle(), fromGreen, fromBlue));
        return new Hsv(
            Vector256.AndNot(Times255(FractionOfTurn(sixths)), isGrey),
            Vector256.AndNot(Times255(saturation), isGrey),
            max);
    }

    /// <summary>fmod(sixths / 6 + 1, 1), in binary64 as in PIL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FractionOfTurn(Vector256<float> sixths)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(sixths);
        lower = lower / Vector256.Create(6.0) + Vector256<double>.One;
        upper = upper / Vector256.Create(6.0) + Vector256<double>.One;
        return Vector256.Narrow(lower - Vector256.Floor(lower), upper - Vector256.Floor(upper));
    }

    /// <summary>The whole part of the exact product with 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Times255(Vector256<float> x)
    {
        Vector256<float> factor = Vector256.Create(255f);
        Vector256<float> whole = Vector256.Floor(x * factor);
        // The product may have been rounded up to a whole number; the sign of what is left, unrounded, tells.
        Vector256<float> rest = Vector256.FusedMultiplyAdd(x, factor, -whole);
        return Vector256.ConvertToInt32Native(whole) + Vector256.LessThan(rest, Vector256<float>.Zero).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rgb ToRgb(Hsv hsv)
    {
        // 6 hue / 255 = sector + m / 85, in whole numbers: the sector is 2 hue / 85, by a multiplication that is exact up to 510.
        Vector256<int> doubled = hsv.Hue + hsv.Hue;
        Vector256<int> sector = (doubled * 772) >> 16;
        Vector256<float> f = Vector256.ConvertToSingle(doubled - sector * 85) / Vector256.Create(85f);
        Vector256<float> s = Vector256.ConvertToSingle(hsv.Saturation) / Vector256.Create(255f);
        Vector256<float> v = Vector256.ConvertToSingle(hsv.Value);
        Vector256<int> isOdd = Vector256.Equals(sector & Vector256<int>.One, Vector256<int>.One);
        Vector256<int> p = Vector256.ConvertToInt32Native(v - v * s + Vector256.Create(0.5f));
        Vector256<int> x = Middle(v, s, f, isOdd);
        sector = Vector256.AndNot(sector, Vector256.Equals(sector, Vector256.Create(6)));
        return new Rgb(
            Pick(sector, 0, 5, 1, 4, hsv.Value, x, p),
            Pick(sector, 1, 2, 0, 3, hsv.Value, x, p),
            Pick(sector, 3, 4, 2, 5, hsv.Value, x, p));
    }

    /// <summary>The channel that is neither the largest nor the smallest: falling in odd sectors, rising in even ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Middle(Vector256<float> v, Vector256<float> s, Vector256<float> f, Vector256<int> isOdd)
    {
        (Vector256<double> fallingLow, Vector256<double> fallingHigh) = Vector256.Widen(s * f);
        (Vector256<double> sLow, Vector256<double> sHigh) = Vector256.Widen(s);
        (Vector256<double> fLow, Vector256<double> fHigh) = Vector256.Widen(f);
        (Vector256<double> vLow, Vector256<double> vHigh) = Vector256.Widen(v);
        (Vector256<long> oddLow, Vector256<long> oddHigh) = Vector256.Widen(isOdd);
        Vector256<double> one = Vector256<double>.One;
        Vector256<double> low = Vector256.ConditionalSelect(oddLow.AsDouble(), fallingLow, sLow * (one - fLow));
        Vector256<double> high = Vector256.ConditionalSelect(oddHigh.AsDouble(), fallingHigh, sHigh * (one - fHigh));
        Vector256<double> half = Vector256.Create(0.5);
        return Vector256.ConvertToInt32Native(Vector256.Narrow(
            Vector256.Floor(vLow * (one - low) + half), Vector256.Floor(vHigh * (one - high) + half)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Pick(
        Vector256<int> sector, int v1, int v2, int x1, int x2, Vector256<int> v, Vector256<int> x, Vector256<int> p)
    {
        Vector256<int> isX = Vector256.Equals(sector, Vector256.Create(x1)) | Vector256.Equals(sector, Vector256.Create(x2));
        Vector256<int> isV = Vector256.Equals(sector, Vector256.Create(v1)) | Vector256.Equals(sector, Vector256.Create(v2));
        return Vector256.ConditionalSelect(isV, v, Vector256.ConditionalSelect(isX, x, p));
    }

    private readonly record struct Rgb(Vector256<int> Red, Vector256<int> Green, Vector256<int> Blue);

    private readonly record struct Hsv(Vector256<int> Hue, Vector256<int> Saturation, Vector256<int> Value);
}
