using Dbd.Randomness;
using Dbd.Runs;

using Xunit;

namespace Dbd.Tests.Runs;

/// <summary>A command of two runs, on a machine whose pace is uneven: what its reports foretell, beside what then came.</summary>
public sealed class SteadyPaceTests
{
    private const int Steps = 100;

    // A second, on average, is the unit of work.
    private static readonly RunPlan s_plan = new(
    [
        new RunStart("simclr", 1, 4) { Phases = [new RunPhase("simclr", 4, Steps)] },
        new RunStart("finetune", 1, 6)
        {
            Phases = [new RunPhase("warmup", 2, Steps, After: 20), new RunPhase("semi", 4, 2 * Steps, 40, 20)],
        },
    ]);

    // What was foretold, and the time since the beginning.
    private readonly List<(double Epoch, double Run, double Whole, double Time)> _foretold = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_uneven_the_pace_no_report_changes_what_is_foretold_by_more_than_its_share(int seed)
    {
        Play(Uneven(seed));
        foreach (((double, double, double, double Time) before, (double, double, double, double Time) after)
            in _foretold.Zip(_foretold.Skip(1)))
        {
            double passed = after.Time - before.Time;
            // What is told are whole seconds, and a step that took longer than foretold did no more.
            double room = 1 + 1.4 * passed;
            Assert.InRange(after.Item3, (1 - WorkCosts.MostChange) * before.Item3 - room, (1 + WorkCosts.MostChange) * before.Item3 + 1);
        }
        double last = _foretold[^1].Time;
        Assert.All(_foretold.Where(f => f.Time > 60 && f.Time < last - 60), f => Assert.InRange(f.Whole / (last - f.Time), 0.85, 1.15));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nothing_is_foretold_as_over_before_it_is(int seed)
    {
        Play(Uneven(seed));
        Assert.All(_foretold.SkipLast(1), f => Assert.True(f.Whole > 0 && f.Run >= f.Epoch && f.Whole >= f.Run));
        Assert.Equal(0, _foretold[^1].Whole);
    }

    [Fact]
    public void At_an_even_pace_what_is_foretold_is_right_and_never_grows()
    {
        Play(_ => 1);
        double last = _foretold[^1].Time;
        Assert.All(_foretold, f => Assert.Equal(last - f.Time, f.Whole, 1.0));
        Assert.All(_foretold.Zip(_foretold.Skip(1)), pair => Assert.True(pair.Second.Whole <= pair.First.Whole));
    }

    // From step to step by up to 30 %.
    private static Func<int, double> Uneven(int seed)
    {
        Rng random = Rng.For(seed, Purpose.Shuffle);
        return _ => 0.7 + 0.6 * random.NextDouble();
    }

    private void Play(Func<int, double> pace)
    {
        Pace told = new();
        told.OnPlan(s_plan);
        double time = 0;
        foreach (RunStart run in s_plan.Runs)
        {
            told.OnStart(run);
            for (int epoch = 1; epoch <= run.Epochs; epoch++)
            {
                RunPhase phase = run.PhaseOf(epoch)!;
                double begin = time;
                double first = time += phase.Before * pace(0);
                for (int step = 1; step <= Steps; step++)
                {
                    // The first of all is slow.
                    time += phase.Steps / Steps * pace(step) + (time == 0 ? 15 : 0);
                    told.OnStep(
                        new StepReport(epoch, run.Epochs, step, Steps, step, TimeSpan.FromSeconds(time - first), new MetricGroup("g", [])));
                    Remember(told, time);
                }
                time += phase.After * pace(0);
                told.OnEpoch(new EpochReport(epoch, run.Epochs, 0.1, TimeSpan.FromSeconds(time - begin), []));
                Remember(told, time);
            }
        }
    }

    private void Remember(Pace told, double time)
    {
        if (told.WholeLeft is { } whole)
            _foretold.Add((told.EpochLeft!.Value.TotalSeconds, told.RunLeft!.Value.TotalSeconds, whole.TotalSeconds, time));
    }
}
