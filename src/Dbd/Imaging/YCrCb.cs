namespace Dbd.Imaging;

/// <summary>Brightness and two colour differences in place of red, green, blue, in 8 bits and fixed point as OpenCV computes
/// them.</summary>
/// <remarks>ITU-R BT.601 with 14 binary places. There and back changes about half of all colours by a level or two.</remarks>
internal static class YCrCb
{
    private const int Places = 14;
    private const int Half = 1 << (Places - 1);
    private const int Middle = 128;

    /// <summary>Red, green, blue to Y, Cr, Cb.</summary>
    public static (byte Y, byte Cr, byte Cb) Of(byte red, byte green, byte blue)
    {
        int y = (4899 * red + 9617 * green + 1868 * blue + Half) >> Places;
        int cr = ((red - y) * 11682 + (Middle << Places) + Half) >> Places;
        int cb = ((blue - y) * 9241 + (Middle << Places) + Half) >> Places;
        return (Clip(y), Clip(cr), Clip(cb));
    }

    /// <summary>Y, Cr, Cb to red, green, blue.</summary>
    public static (byte Red, byte Green, byte Blue) ToRgb(byte y, byte cr, byte cb)
    {
        (int r, int b) = (cr - Middle, cb - Middle);
        int red = y + ((22987 * r + Half) >> Places);
        int green = y + ((-5636 * b - 11698 * r + Half) >> Places);
        int blue = y + ((29049 * b + Half) >> Places);
        return (Clip(red), Clip(green), Clip(blue));
    }

    private static byte Clip(int value) => (byte)Math.Clamp(value, byte.MinValue, byte.MaxValue);
}
