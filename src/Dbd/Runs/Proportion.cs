namespace Dbd.Runs;

/// <summary>How well a share of some pictures tells that of all pictures like them: Wilson's interval of 95 %, which holds for few pictures
/// and for shares near 0 and 1 too.</summary>
/// <remarks>Wilson, "Probable inference, the law of succession, and statistical inference", J. Am. Stat. Assoc. 22, 1927.</remarks>
internal static class Proportion
{
    // Of 95 %: the normal distribution's quantile of 0.975.
    private const double Z = 1.959963984540054;

    /// <summary>Both ends, in [0, 1].</summary>
    /// <param name="share">Of the pictures, in [0, 1].</param>
    /// <param name="count">How many they are, at least 1.</param>
    public static (double Low, double High) Interval(double share, int count)
    {
        double square = Z * Z / count;
        double middle = (share + square / 2) / (1 + square);
        double half = Math.Sqrt(square * (share * (1 - share) + square / 4)) / (1 + square);
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>The interval in words: <c>95 % interval 89.9 to 94.2 %, by 600 pictures</c>.</summary>
    public static string Text(double share, int count)
    {
        (double low, double high) = Interval(share, count);
        return $"95 % interval {100 * low:0.0} to {100 * high:0.0} %, by {count:N0} pictures";
    }
}
