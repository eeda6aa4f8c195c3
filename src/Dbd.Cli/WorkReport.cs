namespace Dbd.Cli;

/// <summary>Shows how far work on many samples is.</summary>
/// <param name="output">Where to write.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkReport(TextWriter output, TimeProvider time) : IProgress<WorkProgress>, IDisposable
{
    private readonly ProgressLine _line = new(output, time);

    /// <summary>Shows progress, if it is time.</summary>
    /// <param name="value">What is counted, and how many are done.</param>
    public void Report(WorkProgress value) => _line.Show($"{value.Done} of {value.Total} {value.What}");

    /// <summary>Ends the moving line.</summary>
    public void Dispose() => _line.Dispose();
}
