using Dbd.Reporting;

using Xunit;

namespace Dbd.Tests.Reporting;

public sealed class PaceTests
{
    [Fact]
    public void Before_the_first_epoch_is_over_steps_tell() =>
        // 10 of 40 steps took 15 s: 45 s are left of this epoch, 60 s for each of the 2 others.
        Assert.Equal(TimeSpan.FromSeconds(45 + 2 * 60), new Pace().RunLeft(Runs.Step(1, 3, 10)));

    [Fact]
    public void Later_the_epochs_tell()
    {
        Pace pace = new();
        pace.Add(Runs.Epoch(1, 4));
        Assert.Equal(TimeSpan.FromSeconds(3 * 65), pace.RunLeft(Runs.Epoch(1, 4)));
        Assert.Equal(TimeSpan.FromSeconds(45 + 2 * 65), pace.RunLeft(Runs.Step(2, 4, 10)));
    }

    [Fact]
    public void Only_the_last_epochs_count()
    {
        Pace pace = new();
        pace.Add(Runs.Epoch(1, 100) with { Elapsed = TimeSpan.FromHours(1) });
        for (int epoch = 2; epoch <= 6; epoch++)
            pace.Add(Runs.Epoch(epoch, 100));
        Assert.Equal(TimeSpan.FromSeconds(94 * 65), pace.RunLeft(Runs.Epoch(6, 100)));
    }

    [Fact]
    public void No_step_yet_means_no_guess() => Assert.Equal(TimeSpan.Zero, Pace.EpochLeft(Runs.Step(1, 1, 0)));
}
