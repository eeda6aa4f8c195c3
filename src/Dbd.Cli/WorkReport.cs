using Dbd.Reports;

namespace Dbd.Cli;

/// <summary>Shows how far work on many samples is, and how long it will still take at the pace until now.</summary>
/// <param name="output">Where to write.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkReport(TextWriter output, TimeProvider time) : IProgress<WorkProgress>, IDisposable
{
    private readonly ProgressLine _line = new(output, time);
    private (WorkProgress Progress, long Time)? _first;

    /// <summary>Shows progress, if it is time.</summary>
    /// <param name="value">What is counted, and how many are done.</param>
    public void Report(WorkProgress value)
    {
        // What an earlier start has done took no time of this one.
        if (_first is not { } first || first.Progress.What != value.What)
            _first = first = (value, time.GetTimestamp());
        int done = value.Done - first.Progress.Done;
        string text = $"{value.Done} of {value.Total} {value.What}";
        if (done > 0)
            text += $"  left {Format.Duration(time.GetElapsedTime(first.Time) * (value.Total - value.Done) / done)}";
        _line.Show(text);
    }

    /// <summary>Ends the moving line.</summary>
    public void Dispose() => _line.Dispose();
}
