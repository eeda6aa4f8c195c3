namespace Dbd.Reports.Console;

/// <summary>A curve of one line of text: ▁▂▃▄▅▆▇█.</summary>
internal static class Sparkline
{
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>Draws the last values.</summary>
    /// <param name="values">In order of time; not finite ones leave a gap.</param>
    /// <param name="width">The most characters; earlier values are left out.</param>
    /// <param name="low">The value of the lowest height.</param>
    /// <param name="high">The value of the greatest height; values outside are drawn at the border.</param>
    public static string Of(IReadOnlyList<double> values, int width, double low, double high) =>
        string.Concat(values.Skip(values.Count - width).Select(v => Height(v, low, high)));

    /// <summary>Draws the last values between the least and the greatest of all.</summary>
    /// <param name="values">In order of time; not finite ones leave a gap.</param>
    /// <param name="width">The most characters; earlier values are left out.</param>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return Of(values, width, finite.DefaultIfEmpty().Min(), finite.DefaultIfEmpty().Max());
    }

    private static char Height(double value, double low, double high)
    {
        if (!double.IsFinite(value))
            return ' ';
        double share = high > low ? (value - low) / (high - low) : 0;
        return Heights[Math.Clamp((int)(share * Heights.Length), 0, Heights.Length - 1)];
    }
}
