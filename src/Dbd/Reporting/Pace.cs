using Dbd.Metrics;

namespace Dbd.Reporting;

/// <summary>Foretells how long an epoch and a run will still take: from the epochs of the same part of the run that this process has
/// seen; before the first of them is over, from what the parts cost beside each other, and from the steps.</summary>
/// <param name="phases">The run's parts, in order; empty where all epochs take the same.</param>
internal sealed class Pace(IReadOnlyList<RunPhase> phases)
{
    // Few, since a machine's pace changes with what else it does.
    private const int Window = 5;

    private readonly Queue<double>[] _seconds = [.. Enumerable.Range(0, Math.Max(1, phases.Count)).Select(_ => new Queue<double>())];

    /// <summary>The part that an epoch is in.</summary>
    /// <param name="phases">The run's parts; there may be none.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <returns>Its number, from 0.</returns>
    public static int PhaseOf(IReadOnlyList<RunPhase> phases, int epoch)
    {
        int phase = 0;
        for (int last = 0; phase < phases.Count - 1 && epoch > last + phases[phase].Epochs; phase++)
            last += phases[phase].Epochs;
        return phase;
    }

    /// <summary>Remembers an epoch that is over.</summary>
    public void Add(EpochReport epoch)
    {
        Queue<double> alike = _seconds[PhaseOf(epoch.Epoch)];
        alike.Enqueue(epoch.Elapsed.TotalSeconds);
        if (alike.Count > Window)
            alike.Dequeue();
    }

    /// <summary>Time until the last step of this epoch.</summary>
    public static TimeSpan EpochLeft(StepReport step) =>
        step.Step == 0 ? TimeSpan.Zero : step.Elapsed / step.Step * (step.Steps - step.Step);

    /// <summary>Time until the end of the run.</summary>
    public TimeSpan RunLeft(StepReport step)
    {
        TimeSpan left = EpochLeft(step);
        int phase = PhaseOf(step.Epoch);
        double steps = (step.Elapsed + left).TotalSeconds;
        // Ranking and tests stand beside the steps.
        double whole = _seconds[phase].Count > 0 ? Math.Max(steps, _seconds[phase].Average()) : steps / (phases.Count == 0 ? 1 : phases[phase].Stepped);
        return left + Seconds(whole - steps) + After(step.Epoch, step.Epochs, p => Usual(p) ?? whole / WorkOf(phase) * WorkOf(p));
    }

    /// <summary>Time until the end of the run, as of the end of an epoch that was added.</summary>
    public TimeSpan RunLeft(EpochReport epoch) => After(epoch.Epoch, epoch.Epochs, p => Usual(p) ?? 0);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private TimeSpan After(int epoch, int epochs, Func<int, double> usual) =>
        Seconds(Enumerable.Range(epoch + 1, epochs - epoch).GroupBy(PhaseOf).Sum(alike => alike.Count() * usual(alike.Key)));

    // What an epoch takes, from those of its part, else from the nearest part that was seen; null if none was.
    private double? Usual(int phase)
    {
        int seen = Enumerable.Range(0, _seconds.Length).Where(p => _seconds[p].Count > 0).OrderBy(p => Math.Abs(p - phase)).FirstOrDefault(-1);
        return seen < 0 ? null : _seconds[seen].Average() * WorkOf(phase) / WorkOf(seen);
    }

    private double WorkOf(int phase) => phases.Count == 0 ? 1 : phases[phase].Work;

    private int PhaseOf(int epoch) => PhaseOf(phases, epoch);
}
