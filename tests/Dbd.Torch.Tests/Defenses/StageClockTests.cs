using Dbd.Runs;
using Dbd.Torch.Defenses.Budgeting;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

public sealed class StageClockTests
{
    private readonly List<TimedEpoch> _epochs = [];
    private readonly StageClock _clock;

    public StageClockTests() => _clock = new StageClock((_, epoch) => _epochs.Add(epoch));

    [Fact]
    public void What_an_epoch_takes_until_its_first_batch_counts_once()
    {
        Step(1, 3);
        Step(6, 8);
        Step(11, 13);
        Epoch(20);
        TimedEpoch epoch = Assert.Single(_epochs);
        Assert.Equal(new TimedEpoch(Steps: 11, Step: 1, Begin: 2, Rest: 7), epoch);
        Assert.Equal(2 + 110, epoch.Training(10));
    }

    [Fact]
    public void A_first_step_that_was_quick_takes_nothing_away()
    {
        Step(1, 0.5);
        Step(3, 4.5);
        Epoch(4.5);
        Assert.Equal(new TimedEpoch(Steps: 3, Step: 2, Begin: 0, Rest: 0), Assert.Single(_epochs));
    }

    [Fact]
    public void Of_a_single_step_all_is_the_step()
    {
        Step(1, 3);
        Epoch(5);
        Assert.Equal(new TimedEpoch(Steps: 1, Step: 3, Begin: 0, Rest: 2), Assert.Single(_epochs));
    }

    [Fact]
    public void An_epoch_knows_nothing_of_the_one_before()
    {
        Step(1, 9);
        Step(2, 18);
        Epoch(20);
        Step(1, 1);
        Step(2, 2);
        Epoch(2);
        Assert.Equal(new TimedEpoch(Steps: 2, Step: 1, Begin: 0, Rest: 0), _epochs[^1]);
    }

    private void Step(int step, double seconds) =>
        _clock.OnStep(new StepReport(1, 1, step, 100, step, TimeSpan.FromSeconds(seconds), new MetricGroup("poison_train", [])));

    private void Epoch(double seconds) => _clock.OnEpoch(new EpochReport(1, 1, 0.1, TimeSpan.FromSeconds(seconds), []));
}
