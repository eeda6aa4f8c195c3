using Dbd.Datasets.Download;

namespace Dbd.Cli;

/// <summary>Shows how far a download is: one line that moves on a terminal, a line now and then elsewhere.</summary>
/// <param name="output">Where to write.</param>
/// <param name="time">The clock.</param>
internal sealed class TransferReport(TextWriter output, TimeProvider time) : IProgress<DownloadProgress>, IDisposable
{
    private readonly bool _live = ReferenceEquals(output, Console.Error) && !Console.IsErrorRedirected;
    private long _last = time.GetTimestamp();
    private bool _lineIsOpen;

    /// <summary>Shows progress, if it is time.</summary>
    /// <param name="value">Bytes that are there, and in all.</param>
    public void Report(DownloadProgress value)
    {
        if (time.GetElapsedTime(_last) < (_live ? TimeSpan.FromSeconds(0.2) : TimeSpan.FromSeconds(10)))
            return;
        _last = time.GetTimestamp();
        string text = value.Total is { } all ? $"{Megabytes(value.Received)} of {Megabytes(all)} MB" : $"{Megabytes(value.Received)} MB";
        output.Write(_live ? $"\r{text}" : $"{text}{Environment.NewLine}");
        _lineIsOpen = _live;
    }

    /// <summary>Ends the moving line.</summary>
    public void Dispose()
    {
        if (_lineIsOpen)
            output.WriteLine();
        _lineIsOpen = false;
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0");
}
