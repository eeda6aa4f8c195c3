namespace Dbd.Metrics;

/// <summary>What a run tells about itself. Console, log, CSV and checkpoints are observers; training knows none of them.
/// Calls come from the training thread, in order.</summary>
public interface IRunObserver
{
    /// <summary>The run begins, or goes on after an interruption.</summary>
    /// <param name="run">What runs.</param>
    void OnStart(RunStart run)
    {
    }

    /// <summary>A sentence worth telling: how many samples are poisoned, where a run resumes.</summary>
    /// <param name="note">A sentence.</param>
    void OnNote(string note)
    {
    }

    /// <summary>Training goes on within an epoch; called a few times a second at most, and at the epoch's last step.</summary>
    /// <param name="step">How far it is.</param>
    void OnStep(StepReport step)
    {
    }

    /// <summary>An epoch is complete, with its tests.</summary>
    /// <param name="epoch">What it gave.</param>
    void OnEpoch(EpochReport epoch)
    {
    }
}

/// <summary>The beginning of a run.</summary>
/// <param name="Stage">Name of the stage: <c>supervise</c>, <c>simclr</c>, <c>mixmatch_finetune</c>.</param>
/// <param name="FirstEpoch">The first epoch to train, from 1; above 1 when resumed.</param>
/// <param name="Epochs">The last epoch.</param>
public sealed record RunStart(string Stage, int FirstEpoch, int Epochs)
{
    /// <summary>The run's parts, in order, where their epochs take unlike time; empty where all take the same.</summary>
    public IReadOnlyList<RunPhase> Phases { get; init; } = [];
}

/// <summary>A part of a run.</summary>
/// <param name="Name">E.g. <c>warmup</c>.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Work">What one of its epochs costs, estimated, in a unit that is the same in all parts of the run: it says how long
/// an epoch may take before one was seen.</param>
/// <param name="Stepped">The share of it that the steps are, in (0, 1]; the rest is ranking and tests.</param>
public sealed record RunPhase(string Name, int Epochs, double Work, double Stepped = 1);

/// <summary>How far an epoch is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The last epoch of the run.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="Steps">Steps in this epoch.</param>
/// <param name="Images">Pictures (views) seen by the network in this epoch.</param>
/// <param name="Elapsed">Time since the epoch began.</param>
/// <param name="SoFar">The readings of the epoch until now.</param>
public sealed record StepReport(int Epoch, int Epochs, int Step, int Steps, long Images, TimeSpan Elapsed, MetricGroup SoFar);

/// <summary>A complete epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The last epoch of the run.</param>
/// <param name="LearningRate">The learning rate that was in use.</param>
/// <param name="Elapsed">Time that the epoch took, tests included.</param>
/// <param name="Groups">Its readings: training first, then the tests.</param>
public sealed record EpochReport(int Epoch, int Epochs, double LearningRate, TimeSpan Elapsed, IReadOnlyList<MetricGroup> Groups)
{
    /// <summary>A group by its name, or null.</summary>
    /// <param name="name">E.g. <c>clean_test</c>.</param>
    public MetricGroup? Group(string name) => Groups.FirstOrDefault(g => g.Name == name);
}
