using Dbd.Metrics;

namespace Dbd.Reporting;

/// <summary>Foretells how long an epoch and a run will still take, from the epochs that this process has seen, or from the
/// steps before the first of them is over.</summary>
internal sealed class Pace
{
    // Few, since stages change their pace (warmup, then semi).
    private const int Window = 5;

    private readonly Queue<double> _epochs = [];

    /// <summary>Remembers an epoch that is over.</summary>
    public void Add(EpochReport epoch)
    {
        _epochs.Enqueue(epoch.Elapsed.TotalSeconds);
        if (_epochs.Count > Window)
            _epochs.Dequeue();
    }

    /// <summary>Time until the last step of this epoch.</summary>
    public static TimeSpan EpochLeft(StepReport step) =>
        step.Step == 0 ? TimeSpan.Zero : step.Elapsed / step.Step * (step.Steps - step.Step);

    /// <summary>Time until the end of the run.</summary>
    public TimeSpan RunLeft(StepReport step)
    {
        TimeSpan left = EpochLeft(step);
        TimeSpan usual = _epochs.Count > 0 ? TimeSpan.FromSeconds(_epochs.Average()) : step.Elapsed + left;
        return left + usual * (step.Epochs - step.Epoch);
    }

    /// <summary>Time until the end of the run, as of the end of an epoch that was added.</summary>
    public TimeSpan RunLeft(EpochReport epoch) => TimeSpan.FromSeconds(_epochs.Average()) * (epoch.Epochs - epoch.Epoch);
}
