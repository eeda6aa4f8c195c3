using System.Text.Json.Serialization;

using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Suspicion;
using Dbd.Torch.Defenses.Budgeting;

namespace Dbd.Torch.Defenses;

/// <summary>How good the judge of the labels, stage 3's model, will be: foretold from the witness, before the long stages.</summary>
/// <remarks>A power law of training, as learning curves are (Hestness et al., "Deep learning scaling is predictable, empirically", arXiv
/// 1712.00409): the judge errs <c>(iterations / 3400)^-0.3</c> times as often as the witness. Both numbers are from the runs on CIFAR-10 in
/// <c>results/cpu/runs</c> (docs/defend.md): 18 runs of 2,400 iterations erred 0.92 to 1.24 times as often as their witness of three
/// epochs, 6 of 7,000 iterations 0.78 to 0.85 times. On other data, or far from these numbers, it is a guess.</remarks>
/// <param name="Likely">Its accuracy, in [0, 1].</param>
/// <param name="Low">Where it errs a fifth more often, as some of those runs did.</param>
/// <param name="High">Where it errs a fifth less often.</param>
internal sealed record JudgeForecast(double Likely, double Low, double High) : IJsonOnDeserialized
{
    /// <summary>The accuracy below which nothing can be told: it contradicts so many labels of a class that is not attacked.</summary>
    public const double Enough = 1 - Concentration.MostContradicted;

    private const double EqualIterations = 3400;
    private const double Exponent = 0.3;
    private const double Spread = 1.2;

    // The times that a person would name.
    private static readonly double[] s_minutes = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440];

    /// <summary>The budget that would do, as <see cref="Duration"/> writes it; null where this one does, or none of a day or less
    /// would.</summary>
    public string? Budget { get; init; }

    /// <summary>Whether it will probably be good enough.</summary>
    [JsonIgnore]
    public bool IsEnough => Likely >= Enough;

    /// <summary>By the accuracy of the witness.</summary>
    /// <param name="witness">In [0, 1].</param>
    /// <param name="iterations">All iterations of stage 3, above 0.</param>
    /// <param name="classes">Number of classes: nobody errs more often than who guesses.</param>
    public static JudgeForecast Of(double witness, int iterations, int classes)
    {
        double error = (1 - witness) * Math.Pow(iterations / EqualIterations, -Exponent);
        return new JudgeForecast(Accuracy(error), Accuracy(error * Spread), Accuracy(error / Spread));

        double Accuracy(double errs) => 1 - Math.Min(errs, 1 - 1.0 / classes);
    }

    /// <summary>The iterations of stage 3 after which a judge is good enough, by that rule.</summary>
    /// <param name="accuracy">What a judge has reached, in [0, 1].</param>
    /// <param name="iterations">After so many.</param>
    public static double IterationsFrom(double accuracy, double iterations) =>
        iterations * Math.Pow((1 - accuracy) / (1 - Enough), 1 / Exponent);

    /// <summary>The same from the accuracy of the witness.</summary>
    public static double IterationsFrom(double witness) => IterationsFrom(witness, EqualIterations);

    /// <summary>The least budget that trains so many iterations; null where none of a day or less does.</summary>
    /// <param name="iterations">Of stage 3.</param>
    /// <param name="costs">What everything takes.</param>
    /// <param name="usual">How much of everything there is where time does not matter.</param>
    public static TimeSpan? BudgetFor(double iterations, Costs costs, DefensePlan usual)
    {
        foreach (TimeSpan budget in s_minutes.Select(minutes => TimeSpan.FromMinutes(minutes)))
        {
            try
            {
                DefensePlan plan = Budgeting.Budget.Fit(budget, TimeSpan.Zero, costs, usual, basis: "");
                if ((double)plan.Semi * plan.Iterations >= iterations)
                    return budget;
            }
            catch (ConfigException)
            {
                // It is too short for anything.
            }
        }
        return null;
    }

    /// <summary>The forecast in words.</summary>
    /// <param name="witness">The accuracy of the witness.</param>
    public IEnumerable<string> Sentences(double witness)
    {
        yield return $"The witness is right on {witness:0 %} of the test pictures. By that, and runs on CIFAR-10, the judge of the labels "
            + $"will be right on about {Likely:0 %} of such pictures ({Low:0 %} to {High:0 %}); below {Enough:0 %} nothing can be told "
            + "of an attack.";
        if (Budget is not null)
            yield return $"--budget {Budget} would do: Ctrl-C now, and the same line with it keeps calibration and witness.";
        else if (!IsEnough)
            yield return "No budget of a day or less would do: more pictures would, or fewer classes.";
    }

    void IJsonOnDeserialized.OnDeserialized() => CheckedJson.Require(
        Likely is >= 0 and <= 1 && Low is >= 0 and <= 1 && High is >= 0 and <= 1, "likely, low or high is not from 0 to 1.");
}
