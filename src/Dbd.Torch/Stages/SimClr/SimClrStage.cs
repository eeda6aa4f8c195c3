using Dbd.Batching;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages.SimClr;

/// <summary>DBD's stage 1: the backbone learns on the poisoned images without their labels.</summary>
/// <remarks>DBD, figure 2, first stage; the reference's program <c>simclr</c>.</remarks>
/// <param name="options">The options.</param>
internal sealed class SimClrStage(SimClrOptions options) : IStage
{
    /// <inheritdoc/>
    public StageOptions Options => options;

    /// <inheritdoc/>
    public int Epochs => options.NumEpochs;

    /// <inheritdoc/>
    public LoaderOptions TestLoader => options.Loader;

    /// <inheritdoc/>
    public SampleLoss? TestLoss => null;

    /// <inheritdoc/>
    public StageText Text => new()
    {
        Title = "SimCLR (stage 1 of DBD)",
        Summary = "Stage 1 of DBD: a backbone that learned features on the training images, without their labels.",
        Subject = "DBD's stage 1, SimCLR without labels,",
        Recipe = $"SimCLR {options.NumEpochs} epochs",
        Features = "SimCLR's features (learned without labels)",
        TrainingGroup = GroupName.SelfTrain,
    };

    /// <inheritdoc/>
    public IReadOnlyList<RunPhase> Phases(StageWork work) =>
        [new RunPhase("simclr", options.NumEpochs, StageWork.Learning * 2 * work.Train)];

    /// <inheritdoc/>
    public void Run(RunContext run)
    {
        BatchLoader views = run.TrainLoader(options.Aug, options.Loader, "loader");
        ContrastiveNetwork network = run.Build(backbone => new ContrastiveNetwork(backbone));
        SimClrObjective objective = new(network, options.Criterion.Create(), run.Compute, options.GatheredGradient);
        RunSession session = run.Session(network, KeptEpochs(options).Contains);

        foreach (int epoch in session.Epochs())
        {
            int[] order = Sampler.Shuffled(run.Seed, epoch, views.Data.Count);
            MetricGroup trained = session.Train(
                epoch, objective, views.Batches(order, Purpose.Augmentation, epoch, views: 2));
            session.Complete(epoch, trained);
        }
    }

    /// <summary>The epochs whose checkpoint is kept: often in the first and the last part of the run, seldom between. The last epoch
    /// is always kept, so that a short run can be built upon too.</summary>
    internal static IReadOnlySet<int> KeptEpochs(SimClrOptions options)
    {
        (int epochs, int stage, int often, int seldom) =
            (options.NumEpochs, options.NumStageEpochs, options.MinInterval, options.MaxInterval);
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
