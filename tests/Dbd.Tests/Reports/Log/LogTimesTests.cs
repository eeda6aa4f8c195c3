using Dbd.Reports.Log;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Reports.Log;

public sealed class LogTimesTests
{
    [Fact]
    public void The_first_and_the_last_dated_line_count()
    {
        using TempFolder folder = new();
        folder.Write(
            "supervise.log",
            "torn line\n2026-01-02 03:04:05 supervise: started\n\n| group |\n2026-01-02 04:00:00 epoch 1/1\n| a |\n"u8.ToArray());
        Assert.Equal(
            new LogTimes(new DateTime(2026, 1, 2, 3, 4, 5), new DateTime(2026, 1, 2, 4, 0, 0)), LogTimes.Of(folder.Path, "supervise"));
        Assert.Null(LogTimes.Of(folder.Path, "simclr"));
    }
}
