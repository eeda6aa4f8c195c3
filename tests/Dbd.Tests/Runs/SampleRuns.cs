using Dbd.Runs;
using Dbd.Tests.Reports;

namespace Dbd.Tests.Runs;

/// <summary>Invented runs that the reports are tested with.</summary>
internal static class SampleRuns
{
    public static MetricGroup Group(string name, params (string Name, double Value)[] readings) =>
        new(name, [.. readings.Select(r => new Reading(r.Name, r.Value))]);

    public static MetricGroup PoisonTrain(int epoch) => Group("poison_train",
        ("loss", 2.0 / epoch), ("poison loss", 0.1 / epoch), ("clean loss", 2.1 / epoch),
        ("acc", 1 - 0.5 / epoch), ("poison acc", 1), ("clean acc", 1 - 0.55 / epoch));

    public static MetricGroup Semi(int epoch) => Group("poison_train",
        ("loss", 1.5 / epoch), ("xloss", 1.0 / epoch), ("uloss", 0.05), ("lambda_u", 15.0 * epoch / 190));

    public static EpochReport Epoch(int epoch, int epochs, params MetricGroup[] groups) => new(epoch, epochs, 0.1, TimeSpan.FromSeconds(65),
        [.. groups, Group("clean_test", ("loss", 0.5), ("acc", 0.875)), Group("poison_test", ("loss", double.NaN), ("acc", double.NaN))]);

    public static StepReport Step(int epoch, int epochs, int step) =>
        new(epoch, epochs, step, 40, step * 128L, TimeSpan.FromSeconds(step * 1.5), PoisonTrain(epoch));

    /// <summary>A run of epochs that take a minute, and 5 seconds for their tests.</summary>
    public static RunStart Start(int first, int epochs) =>
        new("supervise", first, epochs) { Phases = [new RunPhase("supervise", epochs, 60, After: 5)] };

    /// <summary>The run that <see cref="Play"/> plays, of 3 epochs, and another one of 2; a second is the unit of work.</summary>
    public static RunPlan TwoRuns => new(
    [
        Start(1, 3),
        new RunStart("simclr", 1, 2) { Phases = [new RunPhase("simclr", 2, 65)] },
    ]);

    /// <summary>Runs a few epochs of 40 steps of 1.5 seconds past an observer.</summary>
    public static void Play(IRunObserver observer, ManualTime time, int first, int last, int epochs)
    {
        observer.OnStart(Start(first, epochs));
        for (int epoch = first; epoch <= last; epoch++)
        {
            for (int step = 1; step <= 40; step++)
            {
                time.Pass(1.5);
                observer.OnStep(Step(epoch, epochs, step));
            }
            time.Pass(5);
            observer.OnEpoch(Epoch(epoch, epochs, PoisonTrain(epoch)));
        }
    }
}
