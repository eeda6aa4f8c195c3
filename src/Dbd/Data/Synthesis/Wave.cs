namespace Dbd.Data.Synthesis;

/// <summary>The few curves that the drawing is made of.</summary>
internal static class Wave
{
    /// <summary>Distance to the nearest edge of stripes that are one unit wide and one unit apart; negative on a stripe.</summary>
    public static double Stripes(double x)
    {
        double within = x - 2 * Math.Floor(x / 2);
        return Math.Abs(within - 1) - 0.5;
    }

    /// <summary>From 0 at <paramref name="low"/> to 1 at <paramref name="high"/>, level at both ends.</summary>
    public static double Step(double low, double high, double x)
    {
        double t = Math.Clamp((x - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }
}
