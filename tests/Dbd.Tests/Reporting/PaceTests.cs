using Dbd.Metrics;
using Dbd.Reporting;

using Xunit;

namespace Dbd.Tests.Reporting;

public sealed class PaceTests
{
    [Fact]
    public void Before_the_first_epoch_is_over_steps_tell() =>
        // 10 of 40 steps took 15 s: 45 s are left of this epoch, 60 s for each of the 2 others.
        Assert.Equal(TimeSpan.FromSeconds(45 + 2 * 60), new Pace([]).RunLeft(Runs.Step(1, 3, 10)));

    [Fact]
    public void Later_the_epochs_tell()
    {
        Pace pace = new([]);
        pace.Add(Runs.Epoch(1, 4));
        Assert.Equal(TimeSpan.FromSeconds(3 * 65), pace.RunLeft(Runs.Epoch(1, 4)));
        // 10 of 40 steps took 15 s; 5 s of an epoch are tests.
        Assert.Equal(TimeSpan.FromSeconds(45 + 5 + 2 * 65), pace.RunLeft(Runs.Step(2, 4, 10)));
    }

    [Fact]
    public void Only_the_last_epochs_count()
    {
        Pace pace = new([]);
        pace.Add(Runs.Epoch(1, 100) with { Elapsed = TimeSpan.FromHours(1) });
        for (int epoch = 2; epoch <= 6; epoch++)
            pace.Add(Runs.Epoch(epoch, 100));
        Assert.Equal(TimeSpan.FromSeconds(94 * 65), pace.RunLeft(Runs.Epoch(6, 100)));
    }

    [Fact]
    public void Parts_that_were_not_seen_yet_take_what_they_cost_beside_those_that_were()
    {
        Pace pace = new([new RunPhase("warmup", 2, 10), new RunPhase("semi", 3, 40)]);
        // 10 of 40 steps took 15 s: a warmup epoch takes 60 s, one of semi 240 s.
        Assert.Equal(TimeSpan.FromSeconds(45 + 60 + 3 * 240), pace.RunLeft(Runs.Step(1, 5, 10)));
        pace.Add(Runs.Epoch(1, 5));
        Assert.Equal(TimeSpan.FromSeconds(65 + 3 * 260), pace.RunLeft(Runs.Epoch(1, 5)));
    }

    [Fact]
    public void Parts_that_were_seen_take_what_they_took()
    {
        Pace pace = new([new RunPhase("warmup", 2, 10), new RunPhase("semi", 3, 40)]);
        pace.Add(Runs.Epoch(1, 5));
        pace.Add(Runs.Epoch(2, 5));
        pace.Add(Runs.Epoch(3, 5) with { Elapsed = TimeSpan.FromSeconds(500) });
        Assert.Equal(TimeSpan.FromSeconds(2 * 500), pace.RunLeft(Runs.Epoch(3, 5)));
        // 20 of 40 steps took 30 s: as many are left, and what else an epoch takes.
        Assert.Equal(TimeSpan.FromSeconds(30 + 440 + 500), pace.RunLeft(Runs.Step(4, 5, 20)));
    }

    [Fact]
    public void In_the_first_epoch_its_steps_are_the_share_of_it_that_is_known()
    {
        Pace pace = new([new RunPhase("warmup", 2, 10, 0.75), new RunPhase("semi", 3, 40, 0.9)]);
        // 10 of 40 steps took 15 s, so that all take 60 s, and tests 20 s.
        Assert.Equal(TimeSpan.FromSeconds(45 + 20 + 80 + 3 * 320), pace.RunLeft(Runs.Step(1, 5, 10)));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    [InlineData(9, 2)]
    public void An_epoch_is_in_one_part(int epoch, int part) => Assert.Equal(part,
        Pace.PhaseOf([new RunPhase("a", 2, 1), new RunPhase("none", 0, 1), new RunPhase("b", 3, 1)], epoch));

    [Fact]
    public void No_step_yet_means_no_guess() => Assert.Equal(TimeSpan.Zero, Pace.EpochLeft(Runs.Step(1, 1, 0)));
}
