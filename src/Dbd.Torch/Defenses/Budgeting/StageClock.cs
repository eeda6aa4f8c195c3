using Dbd.Runs;

namespace Dbd.Torch.Defenses.Budgeting;

/// <summary>Tells how long each epoch of a stage took.</summary>
/// <param name="tell">Is told of each complete epoch.</param>
internal sealed class StageClock(Action<int, TimedEpoch> tell) : IRunKeeper
{
    private StepReport? _first;
    private StepReport? _last;

    public void OnStep(StepReport step)
    {
        _first ??= step;
        _last = step;
    }

    public void OnEpoch(EpochReport epoch)
    {
        if (_first is { } first && _last is { } last)
            tell(epoch.Epoch, TimedEpoch.Of(first, last, epoch.Elapsed));
        (_first, _last) = (null, null);
    }
}

/// <summary>An epoch. What it takes until the first batch is there stands apart: an epoch of more steps takes it once too.</summary>
/// <param name="Steps">Its training steps.</param>
/// <param name="Step">What one of them took, seconds.</param>
/// <param name="Begin">What the first took longer than the others, seconds; at least 0.</param>
/// <param name="Rest">What ranking and tests took, seconds.</param>
internal sealed record TimedEpoch(int Steps, double Step, double Begin, double Rest)
{
    /// <summary>By what was told of it.</summary>
    /// <param name="first">After its first step, or the first that was told of.</param>
    /// <param name="last">After its last.</param>
    /// <param name="whole">What all of it took.</param>
    public static TimedEpoch Of(StepReport first, StepReport last, TimeSpan whole)
    {
        (double begun, double ended) = (first.Elapsed.TotalSeconds, last.Elapsed.TotalSeconds);
        double step = last.Step > first.Step ? (ended - begun) / (last.Step - first.Step) : ended / last.Step;
        return new TimedEpoch(last.Step, step, Math.Max(0, begun - first.Step * step), Math.Max(0, whole.TotalSeconds - ended));
    }

    /// <summary>What the training of an epoch takes that has more steps by a factor, seconds.</summary>
    /// <param name="factor">Above 0.</param>
    public double Training(double factor) => Begin + factor * Steps * Step;
}
