using Xunit;

namespace Dbd.Cli.Tests;

public sealed class WorkReportTests
{
    [Fact]
    public void What_is_left_follows_from_the_pace_of_this_start()
    {
        using StringWriter output = new();
        Clock clock = new();
        using WorkReport report = new(output, clock);
        for (int second = 0; second <= 25; second++)
        {
            clock.Seconds = second;
            report.Report(new WorkProgress("pictures made", 100 + second * 2, 300));
        }
        // 180 more at 2 a second; 160 more ten seconds later.
        Assert.Equal(
            $"120 of 300 pictures made  left 1:30{Environment.NewLine}140 of 300 pictures made  left 1:20{Environment.NewLine}",
            output.ToString());
    }

    [Fact]
    public void Other_work_has_a_pace_of_its_own()
    {
        using StringWriter output = new();
        Clock clock = new();
        using WorkReport report = new(output, clock);
        report.Report(new WorkProgress("pictures read", 0, 10));
        clock.Seconds = 10;
        report.Report(new WorkProgress("pictures made", 4, 10));
        Assert.Equal($"4 of 10 pictures made{Environment.NewLine}", output.ToString());
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
