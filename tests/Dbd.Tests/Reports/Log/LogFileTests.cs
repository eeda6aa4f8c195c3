using Dbd.Reports.Log;
using Dbd.Runs;
using Dbd.Testing;
using Dbd.Tests.Runs;

using Xunit;

namespace Dbd.Tests.Reports.Log;

public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_was_interrupted_and_resumed()
    {
        LogFile first = new(_folder.Path, _time);
        first.OnNote("2,263 of 50,000 training samples are poisoned.");
        SampleRuns.Play(first, _time, 1, 1, 2);
        _time.Pass(3600);
        SampleRuns.Play(new LogFile(_folder.Path, _time), _time, 2, 2, 2);
        Approved.Text("Log", Text);
    }

    [Fact]
    public void A_torn_last_line_does_not_swallow_the_next()
    {
        File.WriteAllText(_folder.File("simclr.log"), "2026-11-24 11:59:59 epo");
        new LogFile(_folder.Path, _time).OnStart(new RunStart("simclr", 3, 9));
        Assert.Equal("2026-11-24 11:59:59 epo\n2026-11-24 12:00:00 simclr: resumed at epoch 3 of 9\n",
            File.ReadAllText(_folder.File("simclr.log")));
    }

    [Fact]
    public void A_finished_run_says_that_it_is_finished()
    {
        new LogFile(_folder.Path, _time).OnStart(new RunStart("supervise", 10, 9));
        new LogFile(_folder.Path, _time).OnStart(new RunStart("supervise", 10, 8));
        Assert.Equal(
            "2026-11-24 12:00:00 supervise: complete, all 9 epochs are trained\n"
            + "2026-11-24 12:00:00 supervise: complete, 9 epochs are trained, more than the 8 that are asked for\n",
            Text);
    }

    [Fact]
    public void An_epoch_of_one_step_is_logged_once()
    {
        LogFile log = new(_folder.Path, _time);
        log.OnStart(new RunStart("supervise", 1, 1));
        log.OnStep(SampleRuns.Step(1, 1, 1) with { Steps = 1 });
        log.OnEpoch(SampleRuns.Epoch(1, 1));
        Assert.DoesNotContain("step 1/1", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_from_data_cannot_pose_as_a_line()
    {
        LogFile log = new(_folder.Path, _time);
        log.OnNote("before \e[31mcat\n2026-11-24 12:00:00 fake");
        log.OnStart(new RunStart("supervise", 1, 1));
        log.OnNote("after \u202ecat");
        Assert.Contains(@" before \x1b[31mcat\n2026-11-24 12:00:00 fake" + "\n", Text, StringComparison.Ordinal);
        Assert.Contains(@" after \u202ecat" + "\n", Text, StringComparison.Ordinal);
        Assert.Equal(3, Text.TrimEnd().Split('\n').Length);
    }

    private string Text => File.ReadAllText(_folder.File("supervise.log"));
}
