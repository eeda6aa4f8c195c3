using Dbd.Runs;

using Xunit;

namespace Dbd.Tests.Runs;

public sealed class PaceTests
{
    private readonly Pace _pace = new();

    [Fact]
    public void Nothing_is_foretold_by_the_first_report_of_a_run()
    {
        _pace.OnStart(new RunStart("supervise", 1, 3));
        Assert.Null(_pace.RunLeft);
        _pace.OnStep(SampleRuns.Step(1, 3, 1) with { Elapsed = TimeSpan.FromSeconds(20) });
        Assert.Null(_pace.RunLeft);
    }

    [Fact]
    public void A_slow_first_step_counts_for_no_other()
    {
        _pace.OnStart(new RunStart("supervise", 1, 3));
        _pace.OnStep(SampleRuns.Step(1, 3, 1) with { Elapsed = TimeSpan.FromSeconds(20) });
        _pace.OnStep(SampleRuns.Step(1, 3, 11) with { Elapsed = TimeSpan.FromSeconds(20 + 10 * 1.5) });
        Assert.Equal(
            (29 * 1.5, 29 * 1.5 + 2 * 60), (_pace.EpochLeft!.Value.TotalSeconds + 0.5 - 1, _pace.RunLeft!.Value.TotalSeconds + 0.5 - 1));
    }

    [Fact]
    public void Ranking_and_tests_are_part_of_an_epoch()
    {
        // Of 100 units 60 are steps, which take 1.5 s each: 1 s a unit.
        _pace.OnStart(Start("finetune", 3, new RunPhase("semi", 3, 60, Before: 30, After: 10)));
        _pace.OnStep(SampleRuns.Step(1, 3, 10));
        _pace.OnStep(SampleRuns.Step(1, 3, 20));
        Assert.Equal((30 + 10, 30 + 10 + 200), Left());
        _pace.OnStep(SampleRuns.Step(1, 3, 40));
        Assert.Equal((10, 10 + 200), Left());
        _pace.OnEpoch(SampleRuns.Epoch(1, 3) with { Elapsed = TimeSpan.FromSeconds(100) });
        Assert.Equal((100, 200), Left());
    }

    [Fact]
    public void What_always_comes_with_an_epoch_is_learned_where_nobody_declared_it()
    {
        _pace.OnStart(new RunStart("supervise", 1, 1000));
        for (int epoch = 1; epoch <= 10; epoch++)
            Play(epoch, 1000, _ => 1.5, rest: 20);
        Assert.InRange(_pace.RunLeft!.Value.TotalSeconds, 0.95 * 990 * 80, 1.05 * 990 * 80);
    }

    [Fact]
    public void A_part_that_was_not_seen_yet_takes_what_its_work_is_beside_those_that_were()
    {
        _pace.OnStart(Start("finetune", 5, new RunPhase("warmup", 2, 60), new RunPhase("semi", 3, 600)));
        _pace.OnStep(SampleRuns.Step(1, 5, 10));
        _pace.OnStep(SampleRuns.Step(1, 5, 20));
        Assert.Equal((30, 30 + 60 + 3 * 600), Left());
    }

    [Fact]
    public void A_part_that_was_seen_takes_what_it_took()
    {
        _pace.OnStart(Start("finetune", 103, new RunPhase("warmup", 3, 60), new RunPhase("semi", 100, 60)));
        for (int epoch = 1; epoch <= 13; epoch++)
            Play(epoch, 103, _ => epoch <= 3 ? 1.5 : 15, rest: 0);
        Assert.InRange(_pace.RunLeft!.Value.TotalSeconds, 0.98 * 90 * 600, 90 * 600);
    }

    [Fact]
    public void A_machine_that_becomes_slower_is_noticed_within_minutes()
    {
        _pace.OnStart(new RunStart("supervise", 1, 100));
        for (int epoch = 1; epoch <= 10; epoch++)
            Play(epoch, 100, _ => 1.5, rest: 0);
        Assert.Equal(90 * 60, _pace.RunLeft!.Value.TotalSeconds);
        for (int epoch = 11; epoch <= 15; epoch++)
            Play(epoch, 100, _ => 3, rest: 0);
        Assert.InRange(_pace.RunLeft!.Value.TotalSeconds, 0.85 * 85 * 120, 85 * 120);
    }

    [Fact]
    public void A_plan_foretells_all_its_runs_by_what_the_earlier_ones_took()
    {
        _pace.OnPlan(SampleRuns.TwoRuns);
        Assert.Null(_pace.WholeLeft);
        _pace.OnStart(new RunStart("supervise", 1, 3));
        _pace.OnStep(SampleRuns.Step(1, 3, 10));
        _pace.OnStep(SampleRuns.Step(1, 3, 20));
        Assert.Equal(TimeSpan.FromSeconds(30 + 5 + 2 * 65 + 2 * 65), _pace.WholeLeft);
        Assert.Equal([("supervise", TimeSpan.FromSeconds(165)), ("simclr", TimeSpan.FromSeconds(130))], _pace.StagesLeft);
        Assert.Equal(30.0 / (5 * 65), _pace.Done, 1e-6);
    }

    [Fact]
    public void A_plan_in_seconds_foretells_before_anything_was_measured()
    {
        _pace.OnPlan(SampleRuns.TwoRuns with { WorkSeconds = 2 });
        Assert.Equal(TimeSpan.FromSeconds(2 * 5 * 65), _pace.WholeLeft);
    }

    [Fact]
    public void Runs_that_are_finished_or_gone_on_with_take_what_is_left_of_them()
    {
        _pace.OnPlan(SampleRuns.TwoRuns with { WorkSeconds = 1 });
        _pace.OnStart(new RunStart("supervise", 4, 3));
        Assert.Equal(TimeSpan.FromSeconds(2 * 65), _pace.WholeLeft);
        _pace.OnStart(new RunStart("simclr", 2, 2));
        Assert.Equal((TimeSpan.FromSeconds(65), 0.8), (_pace.WholeLeft, _pace.Done));
    }

    [Fact]
    public void A_run_of_no_plan_is_foretold_by_itself()
    {
        _pace.OnPlan(SampleRuns.TwoRuns with { WorkSeconds = 1 });
        _pace.OnStart(new RunStart("other", 1, 1));
        Assert.False(_pace.IsOfSeveral);
    }

    private static RunStart Start(string stage, int epochs, params RunPhase[] phases) => new(stage, 1, epochs) { Phases = phases };

    private (int Epoch, int Run) Left() => ((int)_pace.EpochLeft!.Value.TotalSeconds, (int)_pace.RunLeft!.Value.TotalSeconds);

    // An epoch of 40 steps.
    private void Play(int epoch, int epochs, Func<int, double> seconds, double rest)
    {
        TimeSpan elapsed = TimeSpan.Zero;
        for (int step = 1; step <= 40; step++)
        {
            elapsed += TimeSpan.FromSeconds(seconds(step));
            _pace.OnStep(SampleRuns.Step(epoch, epochs, step) with { Elapsed = elapsed });
        }
        _pace.OnEpoch(SampleRuns.Epoch(epoch, epochs) with { Elapsed = elapsed + TimeSpan.FromSeconds(rest) });
    }
}
