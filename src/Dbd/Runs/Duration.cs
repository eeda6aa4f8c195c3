using System.Globalization;
using System.Text.RegularExpressions;

namespace Dbd.Runs;

/// <summary>Times as a person writes them: <c>90s</c>, <c>30m</c>, <c>1h30m</c>, <c>8h</c>.</summary>
internal static partial class Duration
{
    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null if it is none, or nothing, or above 1000 hours.</returns>
    public static TimeSpan? Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
            return null;
        TimeSpan time = TimeSpan.FromSeconds(3600L * Number(match, "h") + 60L * Number(match, "m") + Number(match, "s"));
        return time > TimeSpan.Zero && time <= TimeSpan.FromHours(1000) ? time : null;
    }

    /// <summary>What is estimated may be beyond any <see cref="TimeSpan"/>: it is the longest then.</summary>
    /// <param name="seconds">At least 0.</param>
    public static TimeSpan OfSeconds(double seconds) =>
        seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;

    /// <summary>Writes one, so that <see cref="Parse"/> reads it: whole seconds.</summary>
    /// <param name="time">Above 0.</param>
    public static string Text(TimeSpan time)
    {
        long seconds = (long)Math.Round(time.TotalSeconds);
        string text = string.Concat(Part(seconds / 3600, "h"), Part(seconds / 60 % 60, "m"), Part(seconds % 60, "s"));
        return text.Length > 0 ? text : "0s";
    }

    private static string Part(long count, string unit) => count > 0 ? $"{count}{unit}" : "";

    private static int Number(Match match, string unit) =>
        match.Groups[unit].Success ? int.Parse(match.Groups[unit].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?=.)((?<h>\d{1,4})h)?((?<m>\d{1,5})m)?((?<s>\d{1,7})s)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
