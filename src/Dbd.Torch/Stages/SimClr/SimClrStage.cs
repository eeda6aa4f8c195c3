using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Torch.Networks;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages.SimClr;

/// <summary>DBD's stage 1: the backbone learns on the poisoned images without their labels.</summary>
/// <remarks>DBD, figure 2, first stage; the reference's program <c>simclr</c>.</remarks>
public static class SimClrStage
{
    /// <summary>Trains from where the run stands to its last epoch.</summary>
    /// <param name="request">The configuration and how to run it.</param>
    /// <param name="observers">Told beside the run's own log, CSV files and checkpoints.</param>
    /// <param name="cancellation">Stops within a step; what was complete is kept.</param>
    /// <exception cref="DbdException">Configuration, data or checkpoint are wrong, or the run fails.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void Run(StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation)
    {
        using StageRun<SimClrOptions> run = StageRun<SimClrOptions>.Open(StageName.SimClr, request, observers, cancellation);
        SimClrOptions options = run.Options;
        BatchLoader views = run.TrainLoader(options.Aug, options.Loader, "loader");
        ContrastiveNetwork network = run.Build(backbone => new ContrastiveNetwork(backbone));
        SimClrObjective objective = new(network, options.Criterion.Create(), run.Device);
        RunSession session = run.Session(network, options.NumEpochs, KeptEpochs(request, options.NumEpochs).Contains, phases: StageWork.In(run.Data).Of(options));

        foreach (int epoch in session.Epochs())
        {
            int[] order = Sampler.Shuffled(run.Seed, epoch, views.Data.Count);
            MetricGroup trained = session.Train(epoch, objective, views.Batches(order, Purpose.Augmentation, epoch, views: 2));
            session.Complete(epoch, trained);
        }
    }

    /// <summary>The epochs whose checkpoint is kept: often in the first and the last part of the run, seldom between. The last epoch
    /// is always kept, so that a short run can be built upon too.</summary>
    internal static IReadOnlySet<int> KeptEpochs(StageRequest request, int epochs)
    {
        (int stage, int often, int seldom) = (request.NumStageEpochs, request.MinInterval, request.MaxInterval);
        if (stage < 1 || often < 1 || seldom < 1)
            throw new ConfigException("--num_stage_epochs, --min_interval, --max_interval", "each must be at least 1.");
        return new HashSet<int>(
        [
            .. Steps(often, Math.Min(stage, epochs), often),
            .. Steps(stage, epochs - stage, seldom),
            .. Steps(epochs > stage ? epochs - stage : often, epochs, often),
            epochs,
        ]);
    }

    private static IEnumerable<int> Steps(int from, int until, int step)
    {
        for (int epoch = from; epoch < until; epoch += step)
            yield return epoch;
    }
}
