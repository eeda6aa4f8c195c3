using Dbd.Torch.Defenses;
using Dbd.Torch.Defenses.Budgeting;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

public sealed class JudgeForecastTests
{
    private static readonly Costs s_costs = new()
    {
        WitnessEpoch = 45,
        SimClrEpoch = 70,
        WarmupEpoch = 25,
        Ranking = 14,
        Iteration = 0.17,
        Evidence = 60,
        MapPair = 2e-6,
    };

    private static readonly DefensePlan s_usual = new()
    {
        Witness = 3,
        SimClr = 12,
        Warmup = 3,
        Semi = 14,
        Iterations = 500,
        Train = 10,
        MapSamples = 3000,
    };

    // The means of results/cpu/runs: witness, iterations, judge.
    [Theory]
    [InlineData(0.755, 2400, 0.728)]
    [InlineData(0.758, 7000, 0.806)]
    public void What_was_measured_is_foretold(double witness, int iterations, double judge)
    {
        JudgeForecast forecast = JudgeForecast.Of(witness, iterations, classes: 10);
        Assert.Equal(judge, forecast.Likely, 0.01);
        Assert.InRange(judge, forecast.Low, forecast.High);
    }

    [Fact]
    public void A_fifth_more_or_less_of_the_errors_are_its_bounds_and_guessing_is_the_worst()
    {
        JudgeForecast forecast = JudgeForecast.Of(0.6, 3400, classes: 10);
        Assert.Equal((0.6, 0.52, 1 - 0.4 / 1.2), (forecast.Likely, Math.Round(forecast.Low, 9), forecast.High));
        Assert.Equal((0.25, 0.25), (JudgeForecast.Of(0.3, 10, classes: 4).Likely, JudgeForecast.Of(0.3, 10, classes: 4).Low));
    }

    [Fact]
    public void After_the_iterations_that_it_asks_for_a_judge_is_just_good_enough()
    {
        double iterations = JudgeForecast.IterationsFrom(0.57);
        Assert.Equal(2.0 / 3, JudgeForecast.Of(0.57, (int)iterations, classes: 10).Likely, 1e-3);
        // From what a judge has reached, too.
        double reached = JudgeForecast.Of(0.57, 1000, classes: 10).Likely;
        Assert.Equal(iterations, JudgeForecast.IterationsFrom(reached, 1000), 1e-6 * iterations);
    }

    [Fact]
    public void The_budget_that_it_names_does_and_the_next_shorter_does_not()
    {
        const double iterations = 4000;
        TimeSpan enough = JudgeForecast.BudgetFor(iterations, s_costs, s_usual)!.Value;
        Assert.True(Iterations(enough) >= iterations);
        // It is of a list of times, none of which is less than half of the next.
        Assert.True(Iterations(enough * 0.5) < iterations);
        Assert.Null(JudgeForecast.BudgetFor(1e9, s_costs, s_usual));

        static double Iterations(TimeSpan budget)
        {
            DefensePlan plan = Budget.Fit(budget, TimeSpan.Zero, s_costs, s_usual, "");
            return (double)plan.Semi * plan.Iterations;
        }
    }

    [Fact]
    public void It_is_told_with_what_to_do()
    {
        JudgeForecast weak = JudgeForecast.Of(0.5, 1000, classes: 10) with { Budget = "45m" };
        Assert.Equal(
            [
                "The witness is right on 50 % of the test pictures. By that, and runs on CIFAR-10, the judge of the labels will be "
                    + "right on about 28 % of such pictures (13 % to 40 %); below 67 % nothing can be told of an attack.",
                "--budget 45m would do: Ctrl-C now, and the same line with it keeps calibration and witness.",
            ],
            weak.Sentences(0.5));
        Assert.Contains("No budget of a day", (weak with { Budget = null }).Sentences(0.5).Last(), StringComparison.Ordinal);
        Assert.Single(JudgeForecast.Of(0.8, 7000, classes: 10).Sentences(0.8));
    }
}
