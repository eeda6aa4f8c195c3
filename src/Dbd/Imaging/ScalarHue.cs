namespace Dbd.Imaging;

/// <summary>The plain form of <see cref="Hue"/>, one pixel after the other, in PIL's mixture of binary32 and binary64.</summary>
internal static class ScalarHue
{
    public static void Turn(Span<byte> pixels, byte turn)
    {
        for (int i = 0; i < pixels.Length; i += ImageShape.Channels)
        {
            (byte hue, byte saturation, byte value) = ToHsv(pixels[i], pixels[i + 1], pixels[i + 2]);
            (pixels[i], pixels[i + 1], pixels[i + 2]) = ToRgb(unchecked((byte)(hue + turn)), saturation, value);
        }
    }

    public static (byte Hue, byte Saturation, byte Value) ToHsv(byte red, byte green, byte blue)
    {
        byte max = Math.Max(red, Math.Max(green, blue));
        byte min = Math.Min(red, Math.Min(green, blue));
        if (max == min)
            return (0, 0, max);
        float range = max - min;
        float saturation = range / max;
        float r = (max - red) / range;
        float g = (max - green) / range;
        float b = (max - blue) / range;
        float sixths = red == max ? b - g : green == max ? (float)(2.0 + r - b) : (float)(4.0 + g - r);
        float hue = (float)((sixths / 6.0 + 1.0) % 1.0);
        return ((byte)(hue * 255.0), (byte)(saturation * 255.0), max);
    }

    public static (byte Red, byte Green, byte Blue) ToRgb(byte hue, byte saturation, byte value)
    {
        if (saturation == 0)
            return (value, value, value);
        double sixths = hue * 6.0 / 255.0;
        int sector = (int)sixths;
        float f = (float)(sixths - sector);
        float s = (float)(saturation / 255.0);
        byte p = Round(value * (1.0 - s));
        byte q = Round(value * (1.0 - s * f));
        byte t = Round(value * (1.0 - s * (1.0 - f)));
        return (sector % 6) switch
        {
            0 => (value, t, p),
            1 => (q, value, p),
            2 => (p, value, t),
            3 => (p, q, value),
            4 => (t, p, value),
            _ => (value, p, q),
        };
    }

    private static byte Round(double x) => (byte)Math.Round(x, MidpointRounding.AwayFromZero);
}
