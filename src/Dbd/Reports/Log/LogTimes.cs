using System.Globalization;

namespace Dbd.Reports.Log;

/// <summary>When a run began and when it last told something, local time, as its log file says.</summary>
/// <param name="Begin">The first dated line.</param>
/// <param name="End">The last one.</param>
internal sealed record LogTimes(DateTime Begin, DateTime End)
{
    private const string Form = "yyyy-MM-dd HH:mm:ss";

    /// <summary>Reads them.</summary>
    /// <param name="folder">The run's log folder.</param>
    /// <param name="stage">The stage, which names the file.</param>
    /// <returns>Null if there is no log, or nothing in it is dated.</returns>
    public static LogTimes? Of(string folder, string stage)
    {
        string path = Path.Combine(folder, $"{stage}.log");
        if (!File.Exists(path))
            return null;
        DateTime[] times = [.. File.ReadLines(path).Select(Time).OfType<DateTime>()];
        return times.Length == 0 ? null : new LogTimes(times[0], times[^1]);
    }

    private static DateTime? Time(string line) =>
        line.Length > Form.Length
        && DateTime.TryParseExact(line.AsSpan(0, Form.Length), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            ? time
            : null;
}
