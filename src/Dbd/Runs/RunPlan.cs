namespace Dbd.Runs;

/// <summary>What a command of several runs is going to do, so that an observer can foretell how long all of it takes.</summary>
/// <param name="Runs">The runs, in order, with phases whose work is in one unit; of those that an earlier start finished,
/// <see cref="RunStart.FirstEpoch"/> lies behind the last epoch.</param>
/// <param name="WorkSeconds">What a unit of work takes on this machine, seconds; null where that is to be found out.</param>
public sealed record RunPlan(IReadOnlyList<RunStart> Runs, double? WorkSeconds = null);

/// <summary>The beginning of a run.</summary>
/// <param name="Stage">Name of the stage: <c>supervise</c>, <c>simclr</c>, <c>mixmatch_finetune</c>.</param>
/// <param name="FirstEpoch">The first epoch to train, from 1; above 1 when resumed, above <paramref name="Epochs"/> when nothing is left
/// to train.</param>
/// <param name="Epochs">The last epoch.</param>
public sealed record RunStart(string Stage, int FirstEpoch, int Epochs)
{
    /// <summary>The run's parts, in order, which have all its epochs; empty where nothing is known of its work.</summary>
    public IReadOnlyList<RunPhase> Phases { get; init; } = [];

    /// <summary>The part that an epoch is in; null where no parts are known.</summary>
    /// <param name="epoch">The epoch, from 1; what lies behind the last part counts to it.</param>
    public RunPhase? PhaseOf(int epoch)
    {
        int last = 0;
        return Phases.FirstOrDefault(phase => epoch <= (last += phase.Epochs)) ?? (Phases.Count > 0 ? Phases[^1] : null);
    }
}

/// <summary>A part of a run, whose epochs take the same time. Work is an estimate, in a unit that is the same in all parts of the run:
/// it says what an epoch may take before one was seen.</summary>
/// <param name="Name">E.g. <c>warmup</c>.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Steps">Work of an epoch's training steps, above 0.</param>
/// <param name="Before">Work of an epoch before its first step: ranking.</param>
/// <param name="After">Work of an epoch after its last step: tests.</param>
public sealed record RunPhase(string Name, int Epochs, double Steps, double Before = 0, double After = 0)
{
    /// <summary>Work of an epoch.</summary>
    public double Work => Before + Steps + After;

    /// <summary>The same with other work an epoch, of which steps, ranking and tests keep their shares.</summary>
    /// <param name="work">In another unit, above 0.</param>
    internal RunPhase WithWork(double work) =>
        this with { Steps = Steps / Work * work, Before = Before / Work * work, After = After / Work * work };
}
