using Dbd.Runs;

namespace Dbd.Reports;

/// <summary>How numbers look to people, the same in console and log.</summary>
internal static class Format
{
    /// <summary>Four decimals; <c>-</c> where there is no value.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("0.0000");

    /// <summary><c>0:07</c>, <c>1:02:03</c>, <c>2d 01:02:03</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalHours: < 1 } => time.ToString(@"m\:ss"),
        { TotalDays: < 1 } => time.ToString(@"h\:mm\:ss"),
        _ => time.ToString(@"d\d\ hh\:mm\:ss"),
    };

    /// <summary>Pictures a second, e.g. <c>1,800 images/s</c>.</summary>
    public static string Rate(StepReport step)
    {
        double seconds = step.Elapsed.TotalSeconds;
        return $"{(seconds > 0 ? step.Images / seconds : 0):N0} images/s";
    }

    /// <summary>What there is to say of a run that has nothing left to train; null where it has.</summary>
    public static string? Finished(RunStart run) => (run.FirstEpoch - 1 - run.Epochs) switch
    {
        < 0 => null,
        0 => $"complete, all {run.Epochs} epochs are trained",
        _ => $"complete, {run.FirstEpoch - 1} epochs are trained, more than the {run.Epochs} that are asked for",
    };

    /// <summary>A group's readings on one line: <c>loss 0.1234  acc 0.9500</c>.</summary>
    public static string Line(MetricGroup group) => string.Join("  ", group.Readings.Select(r => $"{r.Name} {Number(r.Value)}"));
}
