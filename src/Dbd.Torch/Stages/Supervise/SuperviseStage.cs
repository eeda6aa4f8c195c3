using Dbd.Batching;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages.Supervise;

/// <summary>No Defense: ordinary supervised training on the poisoned set.</summary>
/// <remarks>DBD, section 5.1 ("No Defense"); the reference's program <c>supervise</c>.</remarks>
public static class SuperviseStage
{
    /// <summary>Trains from where the run stands to its last epoch.</summary>
    /// <param name="request">The configuration and how to run it.</param>
    /// <param name="observers">Told beside the run's own log, CSV files and checkpoints.</param>
    /// <param name="cancellation">Stops within a step; what was complete is kept.</param>
    /// <exception cref="DbdException">Configuration, data or checkpoint are wrong, or the run fails.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void Run(StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation)
    {
        using StageRun<SuperviseOptions> run = StageRun<SuperviseOptions>.Open(StageName.Supervise, request, observers, cancellation);
        SuperviseOptions options = run.Options;
        BatchLoader train = run.TrainLoader(options.Transform.Train, options.Loader, "loader");
        Classifier network = run.Build(backbone => new Classifier(backbone, options.NumClasses));
        SampleLoss loss = options.Criterion.Create();
        BackdoorEvaluation evaluation = run.Evaluation(network, loss, options.Loader, cancellation);
        SupervisedObjective objective = new(network, loss, run.Device);
        RunSession session = run.Session(network, options.NumEpochs, phases: StageWork.In(run.Data).Of(options));

        foreach (int epoch in session.Epochs())
        {
            int[] order = Sampler.Shuffled(run.Seed, epoch, train.Data.Count);
            MetricGroup trained = session.Train(epoch, objective, train.Batches(order, Purpose.Augmentation, epoch));
            session.Complete(epoch, [trained, .. evaluation.Run()]);
        }
    }
}
