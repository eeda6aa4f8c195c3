using Dbd.Data.Download;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class TransferReportTests
{
    [Fact]
    public void Without_a_terminal_there_is_a_line_every_ten_seconds()
    {
        using StringWriter output = new();
        Clock clock = new();
        using TransferReport report = new(output, clock);
        for (int second = 1; second <= 25; second++)
        {
            clock.Seconds = second;
            report.Report(new DownloadProgress(second * 1_000_000, second < 15 ? 30_000_000 : null));
        }
        Assert.Equal($"10.0 of 30.0 MB{Environment.NewLine}20.0 MB{Environment.NewLine}", output.ToString());
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
