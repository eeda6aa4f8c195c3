using Dbd.Reports.Console;
using Dbd.Runs;
using Dbd.Testing;
using Dbd.Tests.Runs;

using Spectre.Console;

using Xunit;

namespace Dbd.Tests.Reports.Console;

public sealed class ConsoleReportTests : IDisposable
{
    private readonly StringWriter _written = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _written.Dispose();

    [Fact]
    public void Without_a_terminal_there_are_plain_lines_now_and_then()
    {
        using ConsoleReport report = new(Console(terminal: false), _time);
        report.OnNote("2,263 of 50,000 training samples are poisoned.");
        SampleRuns.Play(report, _time, 1, 2, 3);
        Approved.Text("ConsolePlain", _written.ToString());
    }

    [Fact]
    public void Without_a_terminal_nothing_is_broken_into_lines()
    {
        using ConsoleReport report = new(Console(terminal: false), _time);
        string note = string.Join(' ', Enumerable.Repeat("long", 100));
        report.OnNote(note);
        Assert.Equal(note + Environment.NewLine, _written.ToString());
    }

    [Fact]
    public void On_a_terminal_one_line_moves()
    {
        using (ConsoleReport report = new(Console(terminal: true), _time))
        {
            report.OnStart(SampleRuns.Start(4, 9));
            report.OnStep(SampleRuns.Step(4, 9, 10));
            report.OnStep(SampleRuns.Step(4, 9, 40));
            report.OnEpoch(SampleRuns.Epoch(4, 9));
            report.OnStep(SampleRuns.Step(5, 9, 10));
        }
        Approved.Text("ConsoleTerminal", _written.ToString().Replace("\e", "<ESC>").Replace("\r", "<CR>\n"));
    }

    [Fact]
    public void The_moving_line_never_fills_the_terminal()
    {
        IAnsiConsole console = Console(terminal: true);
        console.Profile.Width = 30;
        using ConsoleReport report = new(console, _time);
        report.OnStart(new RunStart("supervise", 1, 9));
        _written.GetStringBuilder().Clear();
        report.OnStep(SampleRuns.Step(1, 9, 10));
        Assert.Equal(29, _written.ToString().Length);
    }

    [Fact]
    public void A_step_without_readings_shows_no_loss()
    {
        using ConsoleReport report = new(Console(terminal: true), _time);
        report.OnStart(new RunStart("supervise", 1, 9));
        report.OnStep(SampleRuns.Step(1, 9, 10) with { SoFar = new MetricGroup("poison_train", []) });
        Assert.DoesNotContain("loss", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_there_is_a_loss_none_is_shown()
    {
        using ConsoleReport report = new(Console(terminal: true), _time);
        report.OnStart(new RunStart("supervise", 1, 9));
        report.OnStep(SampleRuns.Step(1, 9, 10) with { SoFar = SampleRuns.Group("poison_train", ("loss", double.NaN)) });
        Assert.DoesNotContain("loss", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_pictures_has_no_rate()
    {
        using ConsoleReport report = new(Console(terminal: true), _time);
        report.OnStart(new RunStart("calibration", 1, 1));
        report.OnStep(SampleRuns.Step(1, 1, 10) with { Images = 0 });
        Assert.Contains("calibration: 1 epoch", _written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("images/s", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_runs_tells_how_long_all_of_them_take()
    {
        using ConsoleReport report = new(Console(terminal: false), _time);
        report.OnPlan(SampleRuns.TwoRuns);
        SampleRuns.Play(report, _time, 1, 3, 3);
        // 40 of 45 s of an epoch are steps; of the other run's 2 epochs nothing is seen yet.
        Assert.Contains("step 28/40  loss 2.0000  left 0:23, run 2:33, whole 4:43", _written.ToString(), StringComparison.Ordinal);
        Assert.Contains("about 2:10 left of the whole", _written.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(31, "supervise: complete, all 30 epochs are trained")]
    [InlineData(41, "supervise: complete, 40 epochs are trained, more than the 30 that are asked for")]
    [InlineData(30, "supervise: goes on with epoch 30 of 30")]
    public void A_finished_run_says_that_it_is_finished(int first, string said)
    {
        using ConsoleReport report = new(Console(terminal: false), _time);
        report.OnStart(new RunStart("supervise", first, 30));
        Assert.Equal(said + Environment.NewLine, _written.ToString());
    }

    private IAnsiConsole Console(bool terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new Terminal(_written, terminal),
        });
        console.Profile.Width = 140;
        return console;
    }

    private sealed class Terminal(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 140;

        public int Height => 24;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
