using Dbd.Batching;
using Dbd.Runs;

namespace Dbd.Torch.Training;

/// <summary>A run as its stage sees it: the epochs that are left, and where to say what they gave.</summary>
/// <param name="stage">The stage's name: <c>supervise</c>, <c>simclr</c>, <c>mixmatch_finetune</c>.</param>
/// <param name="loop">Trains.</param>
/// <param name="observer">Is told.</param>
/// <param name="completed">Epochs that an earlier run completed: 0 from scratch.</param>
/// <param name="epochs">The last epoch.</param>
/// <param name="time">The clock.</param>
public sealed class RunSession(string stage, TrainLoop loop, IRunObserver observer, int completed, int epochs, TimeProvider time)
{
    private long _epochBegan;

    /// <summary>The run's parts, in order; empty where nothing is known of its work.</summary>
    public IReadOnlyList<RunPhase> Phases { get; init; } = [];

    /// <summary>Whether the run starts from scratch.</summary>
    public bool IsNew => completed == 0;

    /// <summary>The epochs that are left, from 1.</summary>
    public IEnumerable<int> Epochs()
    {
        observer.OnStart(new RunStart(stage, completed + 1, epochs) { Phases = Phases });
        for (int epoch = completed + 1; epoch <= epochs; epoch++)
        {
            _epochBegan = time.GetTimestamp();
            yield return epoch;
        }
    }

    /// <summary>Trains one epoch.</summary>
    /// <typeparam name="TBatch">The batch that the objective takes.</typeparam>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="objective">What to minimise.</param>
    /// <param name="batches">On what.</param>
    /// <returns>The readings of the epoch.</returns>
    public MetricGroup Train<TBatch>(int epoch, IObjective<TBatch> objective, BatchStream<TBatch> batches)
        where TBatch : IBatch =>
        loop.Epoch(epoch, objective, batches, p =>
            observer.OnStep(new StepReport(epoch, epochs, p.Step, batches.Steps, p.Images, p.Elapsed, p.SoFar)));

    /// <summary>Tells a sentence.</summary>
    /// <param name="note">The sentence.</param>
    public void Note(string note) => observer.OnNote(note);

    /// <summary>Ends an epoch: logs, results and checkpoints are written now.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="groups">Its readings: training first, then the tests.</param>
    public void Complete(int epoch, params IReadOnlyList<MetricGroup> groups) =>
        observer.OnEpoch(new EpochReport(epoch, epochs, loop.LearningRateOf(epoch), time.GetElapsedTime(_epochBegan), groups));
}
