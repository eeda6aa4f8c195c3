using Dbd.Reports.Console;
using Dbd.Runs;
using Dbd.Testing;
using Dbd.Tests.Runs;

using Spectre.Console;
using Spectre.Console.Testing;

using Xunit;

namespace Dbd.Tests.Reports.Console;

public sealed class LiveReportTests : IDisposable
{
    private static readonly RunPhase[] s_phases = [new("warmup", 2, 60, After: 5), new("semi", 3, 240, Before: 15, After: 5)];

    private readonly TestConsole _console = new TestConsole().Width(100);

    public void Dispose() => _console.Dispose();

    [Fact]
    public void The_screen_tells_stage_epoch_loss_BA_ASR_rate_and_time_left()
    {
        RunScreen screen = new();
        screen.Note("2,263 of 50,000 training samples are poisoned.");
        screen.Start(SampleRuns.Start(1, 9));
        for (int epoch = 1; epoch <= 4; epoch++)
            screen.Epoch(Tested(epoch, 9));
        screen.Step(SampleRuns.Step(5, 9, 10));
        _console.Write(screen.Draw());
        Approved.Text("LiveEpochUnderWay", _console.Output);
    }

    [Fact]
    public void Between_epochs_it_tells_the_last_one_and_names_the_part_of_the_run()
    {
        RunScreen screen = new();
        screen.Start(new RunStart("mixmatch_finetune", 1, 5) { Phases = s_phases });
        screen.Epoch(Tested(1, 5));
        screen.Epoch(Tested(2, 5));
        screen.Epoch(Tested(3, 5));
        _console.Write(screen.Draw());
        Approved.Text("LiveBetweenEpochs", _console.Output);
    }

    [Fact]
    public void What_is_left_of_the_model_with_the_trigger_is_shown_too()
    {
        RunScreen screen = new();
        screen.Start(new RunStart("supervise", 1, 5));
        screen.Epoch(Tested(1, 5) with { Groups = [SampleRuns.Group("robust_test", ("acc", 0.625), ("target recall", 0.5))] });
        _console.Write(screen.Draw());
        string[] shown =
            [.. _console.Lines.Select(line => string.Join(' ', line.Trim('│').Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Contains(shown, line => line.StartsWith("RA 62.50 ", StringComparison.Ordinal));
        Assert.Contains(shown, line => line.StartsWith("target recall 50.00 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Before_there_is_a_loss_none_is_shown()
    {
        RunScreen screen = new();
        screen.Start(new RunStart("supervise", 1, 9));
        screen.Step(SampleRuns.Step(1, 9, 10) with { SoFar = SampleRuns.Group("poison_train", ("loss", double.NaN)) });
        _console.Write(screen.Draw());
        Assert.DoesNotContain("loss", _console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_without_tests_shows_none()
    {
        RunScreen screen = new();
        screen.Start(new RunStart("simclr", 1, 9));
        screen.Epoch(new EpochReport(1, 9, 0.1, TimeSpan.FromSeconds(65), [SampleRuns.Group("self_train", ("loss", 4.5))]));
        _console.Write(screen.Draw());
        Assert.DoesNotContain("BA", _console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ASR", _console.Output, StringComparison.Ordinal);
        Assert.Contains("4.5000", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_step_there_is_no_loss_and_before_the_run_no_frame()
    {
        RunScreen screen = new();
        screen.Note("Reading.");
        _console.Write(screen.Draw());
        Assert.Equal("Reading.", _console.Output.Trim());
        screen.Start(new RunStart("supervise", 1, 9));
        _console.Write(screen.Draw());
        Assert.Contains("1 of 9", _console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("loss", _console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("left", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_runs_tells_how_long_all_of_them_take()
    {
        RunScreen screen = new();
        screen.Plan(SampleRuns.TwoRuns);
        screen.Start(new RunStart("supervise", 1, 3));
        screen.Step(SampleRuns.Step(1, 3, 10));
        screen.Step(SampleRuns.Step(1, 3, 20));
        _console.Write(screen.Draw());
        Assert.Contains("0:35 of this epoch, 2:45 of the run, 4:55 of the whole", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_says_that_it_is_finished()
    {
        RunScreen screen = new();
        screen.Start(new RunStart("supervise", 10, 9));
        _console.Write(screen.Draw());
        Assert.Contains("complete, all 9 epochs are trained", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_from_data_is_neither_markup_nor_moves_the_cursor()
    {
        RunScreen screen = new();
        screen.Start(new RunStart("supervise", 1, 9));
        screen.Note("[red]a[/] \e[31mcat\nb");
        _console.EmitAnsiSequences();
        _console.Write(screen.Draw());
        Assert.Contains(@"[red]a[/] \x1b[31mcat\nb", _console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[31m", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_terminal_shows_it_too()
    {
        _console.Width(30);
        RunScreen screen = new();
        screen.Start(new RunStart("supervise", 1, 9));
        screen.Epoch(Tested(1, 9));
        screen.Step(SampleRuns.Step(2, 9, 10));
        _console.Write(screen.Draw());
        Assert.All(_console.Lines, line => Assert.InRange(line.Length, 0, 30));
    }

    [Fact]
    public void It_is_drawn_in_place_and_its_last_state_stays()
    {
        _console.Interactive().EmitAnsiSequences();
        LiveReport.Run(_console, report =>
        {
            report.OnStart(new RunStart("supervise", 1, 2));
            report.OnStep(SampleRuns.Step(1, 2, 10));
            report.OnEpoch(Tested(1, 2));
            report.OnNote("The last note.");
        });
        string[] frames = _console.Output.Split("╭");
        Assert.Equal(6, frames.Length);   // before the first: none; drawn at each of 4 calls, and once at the end
        Assert.All(frames[2..], frame => Assert.Contains("supervise", frame, StringComparison.Ordinal));
        Assert.All(frames[1..^1], frame => Assert.Contains("\e[", frame, StringComparison.Ordinal));
        Assert.Contains("The last note.", frames[^1], StringComparison.Ordinal);
        Assert.Contains("1 of 2 complete", frames[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_the_run_comes_through() => Assert.Throws<DbdException>(() =>
        LiveReport.Run(_console, _ => throw new DbdException("The disk is full.")));

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Only_a_terminal_that_understands_it_gets_it(bool ansi, bool unicode, bool suits)
    {
        _console.Profile.Capabilities.Ansi = ansi;
        _console.Profile.Capabilities.Unicode = unicode;
        _console.Profile.Capabilities.Interactive = true;
        _console.Profile.Out = new Screen(_console.Profile.Out);
        Assert.Equal(suits, LiveReport.Suits(_console));
    }

    private static EpochReport Tested(int epoch, int epochs) => SampleRuns.Epoch(epoch, epochs) with
    {
        Groups =
        [
            SampleRuns.PoisonTrain(epoch),
            SampleRuns.Group("clean_test", ("loss", 0.5), ("acc", 0.2 * epoch)),
            SampleRuns.Group("poison_test", ("loss", 3), ("acc", 1.0 / epoch)),
        ],
    };

    private sealed class Screen(IAnsiConsoleOutput output) : IAnsiConsoleOutput
    {
        public TextWriter Writer => output.Writer;

        public bool IsTerminal => true;

        public int Width => output.Width;

        public int Height => output.Height;

        public void SetEncoding(System.Text.Encoding encoding) => output.SetEncoding(encoding);
    }
}
