namespace Dbd.Imaging;

/// <summary>The grey value of a pixel, as PIL 9.4's mode L: ITU-R 601-2 luma in 16-bit fixed point.</summary>
internal static class Luma
{
    public const int Red = 19595;
    public const int Green = 38470;
    public const int Blue = 7471;
    public const int Half = 1 << 15;
    public const int Precision = 16;

    public static byte Of(byte red, byte green, byte blue) => (byte)((Red * red + Green * green + Blue * blue + Half) >> Precision);

    /// <summary>The sum of the (rounded) luma of all pixels.</summary>
    public static long Sum(ReadOnlySpan<byte> pixels)
    {
        long sum = 0;
        int done = Simd.Enabled ? VectorColour.LumaSum(pixels, out sum) : 0;
        return sum + ScalarColour.LumaSum(pixels[done..]);
    }

    /// <summary>Replaces each pixel by its luma.</summary>
    public static void Replicate(Span<byte> pixels)
    {
        int done = Simd.Enabled ? VectorColour.ReplicateLuma(pixels) : 0;
        ScalarColour.ReplicateLuma(pixels[done..]);
    }
}
