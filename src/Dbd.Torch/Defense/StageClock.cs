using Dbd.Metrics;

namespace Dbd.Torch.Defense;

/// <summary>How long the epochs of a stage took.</summary>
internal sealed class StageClock : IRunObserver
{
    private readonly List<TimedEpoch> _epochs = [];
    private StepReport? _last;

    /// <summary>The complete epochs.</summary>
    public IReadOnlyList<TimedEpoch> Epochs => _epochs;

    public void OnStep(StepReport step) => _last = step;

    public void OnEpoch(EpochReport epoch)
    {
        (int steps, double training) = _last is { } last ? (last.Step, last.Elapsed.TotalSeconds) : (0, 0);
        _epochs.Add(new TimedEpoch(steps, training, Math.Max(0, epoch.Elapsed.TotalSeconds - training)));
        _last = null;
    }
}

/// <summary>An epoch.</summary>
/// <param name="Steps">Its training steps.</param>
/// <param name="Training">What these took, seconds.</param>
/// <param name="Rest">What ranking and tests took, seconds.</param>
internal sealed record TimedEpoch(int Steps, double Training, double Rest)
{
    /// <summary>What a step took, seconds.</summary>
    public double Step => Training / Math.Max(1, Steps);
}
