namespace Dbd.Imaging;

/// <summary>How a number in [0, 1] becomes one of 256 levels: public programs differ.</summary>
internal enum LevelRounding
{
    /// <summary>Towards zero, and what leaves 0 to 255 comes in again at the other end: torchvision's <c>ToPILImage</c>.</summary>
    Truncate,

    /// <summary>Half up, clipped: torchvision's <c>save_image</c>.</summary>
    SaveImage,

    /// <summary>Half to even, clipped: numpy's <c>rint</c>.</summary>
    HalfToEven,
}

/// <summary>Between bytes and the numbers that triggers are computed with. Each operation is rounded to binary32 by itself.</summary>
internal static class Quantization
{
    private static readonly float[] s_unit = [.. Enumerable.Range(0, 256).Select(level => level / 255f)];

    /// <summary>A level as a number in [0, 1].</summary>
    public static float Unit(byte level) => s_unit[level];

    /// <summary>Clipped to 0 to 255, then towards zero.</summary>
    public static byte Truncated(double value) => (byte)Math.Clamp(value, byte.MinValue, byte.MaxValue);

    /// <summary>Towards zero, then the low eight bits, as C casts: -3.7 is 253, 256.7 is 0.</summary>
    public static byte Wrapped(double value) => unchecked((byte)(long)value);

    /// <summary>The level of a number in [0, 1].</summary>
    public static byte Level(float unit, LevelRounding rounding)
    {
        float level = unit * 255f;
        return rounding switch
        {
            LevelRounding.Truncate => Wrapped(level),
            LevelRounding.SaveImage => Truncated(level + 0.5f),
            _ => (byte)MathF.Round(Math.Clamp(level, 0f, 255f), MidpointRounding.ToEven),
        };
    }
}
