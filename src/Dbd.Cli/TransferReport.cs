using Dbd.Data.Download;

namespace Dbd.Cli;

/// <summary>Shows how far a download is.</summary>
/// <param name="output">Where to write.</param>
/// <param name="time">The clock.</param>
internal sealed class TransferReport(TextWriter output, TimeProvider time) : IProgress<DownloadProgress>, IDisposable
{
    private readonly ProgressLine _line = new(output, time);

    /// <summary>Shows progress, if it is time.</summary>
    /// <param name="value">Bytes that are there, and in all.</param>
    public void Report(DownloadProgress value) =>
        _line.Show(value.Total is { } all ? $"{Megabytes(value.Received)} of {Megabytes(all)} MB" : $"{Megabytes(value.Received)} MB");

    /// <summary>Ends the moving line.</summary>
    public void Dispose() => _line.Dispose();

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0");
}
