using Dbd.Torch.Defense;

using Xunit;

namespace Dbd.Torch.Tests.Defense;

public sealed class TimelineTests
{
    private readonly Timeline _timeline = new([new("simclr", 100), new("mixmatch_finetune", 300), new("report", 50)]);

    [Fact]
    public void At_the_beginning_all_is_as_planned() =>
        Assert.Equal(new DefenseProgress("simclr", 0, TimeSpan.FromSeconds(450)), _timeline.At("simclr", 0, 0, 0));

    [Fact]
    public void A_part_goes_on_at_the_pace_that_it_has_shown() =>
        Assert.Equal(TimeSpan.FromSeconds(150 + 300 + 50), _timeline.At("simclr", 0, 0.25, 50).Left);

    [Fact]
    public void What_an_earlier_start_did_took_no_time_of_this_one() =>
        Assert.Equal(TimeSpan.FromSeconds(75 + 50), _timeline.At("mixmatch_finetune", 0.5, 0.75, 75).Left);

    [Fact]
    public void At_the_end_nothing_is_left()
    {
        DefenseProgress end = _timeline.At("report", 0, 1, 40);
        Assert.Equal(1, end.Done);
        Assert.Equal(TimeSpan.Zero, end.Left);
    }

    [Fact]
    public void What_is_not_planned_is_not_foretold() => Assert.Null(_timeline.At("calibration", 0, 0.5, 10).Left);

    [Fact]
    public void Parts_that_are_done_take_no_more() => Assert.Equal(350, _timeline.SecondsBeside(["simclr"]));
}
