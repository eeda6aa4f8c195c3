using Dbd.Runs;

using Xunit;

namespace Dbd.Tests.Runs;

public sealed class ForecastTests
{
    private readonly List<string> _told = [];
    private readonly Forecast _forecast;

    public ForecastTests() => _forecast = new Forecast((TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(10)), () => "It is old.", _told.Add);

    [Fact]
    public void It_says_once_how_long_all_takes_and_of_what_that_is()
    {
        Play(seconds: 1);
        Assert.Equal(["About 3m53s more on this machine: supervise 1m33s, simclr 2m20s."], _told);
    }

    [Fact]
    public void Where_that_is_more_than_usual_it_says_why()
    {
        Play(seconds: 4);
        Assert.Equal(
            ["About 15m32s more on this machine: supervise 6m12s, simclr 9m20s.", "Usually all of it takes 4m to 10m. It is old."], _told);
    }

    [Fact]
    public void A_machine_that_becomes_much_slower_is_told_of_again()
    {
        Play(seconds: 1, later: 10);
        Assert.InRange(_told.Count, 3, 12);
        Assert.StartsWith("It has become slower: about ", _told[1], StringComparison.Ordinal);
        Assert.Contains("Usually all of it takes 4m to 10m. It is old.", _told);
    }

    // A step is a unit of work, of 240. Nothing is told before 2 % of them were measured, which begins with the second.
    private void Play(double seconds, double? later = null)
    {
        RunPlan plan = new(
        [
            new RunStart("supervise", 1, 2) { Phases = [new RunPhase("supervise", 2, 50)] },
            new RunStart("simclr", 1, 2) { Phases = [new RunPhase("simclr", 2, 70)] },
        ]);
        _forecast.OnPlan(plan);
        foreach (RunStart run in plan.Runs)
        {
            _forecast.OnStart(run);
            int steps = (int)run.Phases[0].Steps;
            for (int epoch = 1; epoch <= 2; epoch++)
            {
                TimeSpan elapsed = TimeSpan.Zero;
                for (int step = 1; step <= steps; step++)
                {
                    elapsed += TimeSpan.FromSeconds(run.Stage == "simclr" ? later ?? seconds : seconds);
                    _forecast.OnStep(new StepReport(epoch, 2, step, steps, step, elapsed, new MetricGroup("g", [])));
                }
                _forecast.OnEpoch(new EpochReport(epoch, 2, 0.1, elapsed, []));
            }
        }
    }
}
