namespace Dbd.Runs;

/// <summary>What a run tells about itself. Console, log, CSV and checkpoints are observers; training knows none of them.
/// Calls come from the training thread, in order.</summary>
public interface IRunObserver
{
    /// <summary>A command of several runs says what is to come; it may say so again when that changes. A single run says nothing.</summary>
    /// <param name="plan">All its runs.</param>
    void OnPlan(RunPlan plan)
    {
    }

    /// <summary>The run begins, goes on after an interruption, or has nothing left to train.</summary>
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
    /// <summary>BA, in [0, 1]; null where it was not measured.</summary>
    public double? BenignAccuracy => Of(Measure.BenignAccuracy);

    /// <summary>ASR, in [0, 1]; null where it was not measured.</summary>
    public double? AttackSuccessRate => Of(Measure.AttackSuccessRate);

    /// <summary>RA, in [0, 1]; null where it was not measured.</summary>
    public double? RobustAccuracy => Of(Measure.RobustAccuracy);

    /// <summary>Recall of the target class, in [0, 1]; null where it was not measured, or the attack has no one target.</summary>
    public double? TargetRecall => Of(Measure.TargetRecall);

    /// <summary>A reading; null where the epoch has none of that name.</summary>
    /// <param name="measure">Which.</param>
    public double? Of(Measure measure) => Groups.FirstOrDefault(g => g.Name == measure.Group)?.Of(measure.Reading);
}
