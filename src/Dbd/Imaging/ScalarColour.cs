namespace Dbd.Imaging;

/// <summary>The plain forms of luma and blending, one pixel after the other.</summary>
internal static class ScalarColour
{
    public static long LumaSum(ReadOnlySpan<byte> pixels)
    {
        long sum = 0;
        for (int i = 0; i < pixels.Length; i += ImageShape.Channels)
            sum += Luma.Of(pixels[i], pixels[i + 1], pixels[i + 2]);
        return sum;
    }

    public static void ReplicateLuma(Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i += ImageShape.Channels)
            pixels.Slice(i, ImageShape.Channels).Fill(Luma.Of(pixels[i], pixels[i + 1], pixels[i + 2]));
    }

    public static void Blend(Span<byte> pixels, ReadOnlySpan<byte> other, float share)
    {
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = Mix(pixels[i], other[i], share);
    }

    public static void BlendFromConstant(Span<byte> pixels, byte value, float share)
    {
        foreach (ref byte b in pixels)
            b = Mix(value, b, share);
    }

    public static void BlendFromGrey(Span<byte> pixels, float share)
    {
        for (int i = 0; i < pixels.Length; i += ImageShape.Channels)
        {
            byte grey = Luma.Of(pixels[i], pixels[i + 1], pixels[i + 2]);
            BlendFromConstant(pixels.Slice(i, ImageShape.Channels), grey, share);
        }
    }

    // Clamping and truncating is what PIL does on both of its branches: within [0, 1] the clamp never bites.
    private static byte Mix(byte from, byte to, float share)
    {
        float scaled = share * (to - from);
        return (byte)Math.Clamp(from + scaled, 0f, 255f);
    }
}
