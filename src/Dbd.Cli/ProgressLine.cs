namespace Dbd.Cli;

/// <summary>Shows how far something is: one line that moves on a terminal, a line now and then elsewhere.</summary>
/// <param name="output">Where to write.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressLine(TextWriter output, TimeProvider time) : IDisposable
{
    private readonly TextWriter _output = PrintableWriter.Below(output);
    private readonly bool _live = ReferenceEquals(PrintableWriter.Below(output), Console.Error) && !Console.IsErrorRedirected;
    private long _last = time.GetTimestamp();
    private int _shown;

    /// <summary>Shows a text, if it is time.</summary>
    public void Show(string text)
    {
        if (time.GetElapsedTime(_last) < (_live ? TimeSpan.FromSeconds(0.2) : TimeSpan.FromSeconds(10)))
            return;
        _last = time.GetTimestamp();
        // A shorter text must cover a longer one.
        text = Printable.Line(text);
        _output.Write(_live ? $"\r{text.PadRight(_shown)}" : $"{text}{Environment.NewLine}");
        _shown = _live ? text.Length : 0;
    }

    /// <summary>Ends the moving line.</summary>
    public void Dispose()
    {
        if (_shown > 0)
            _output.WriteLine();
        _shown = 0;
    }
}
