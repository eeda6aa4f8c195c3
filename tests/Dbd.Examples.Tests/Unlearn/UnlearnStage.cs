using Dbd.Batching;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages.Unlearn;

/// <summary>Backdoor unlearning: a model forgets the samples that it fits best, among which poisoned ones are many.</summary>
/// <remarks>Li et al., "Anti-Backdoor Learning", NeurIPS 2021, section 3.3.</remarks>
/// <param name="options">The options.</param>
public sealed class UnlearnStage(UnlearnOptions options) : IStage
{
    /// <inheritdoc/>
    public StageOptions Options => options;

    /// <inheritdoc/>
    public int Epochs => options.NumEpochs;

    /// <inheritdoc/>
    public LoaderOptions TestLoader => options.Loader;

    /// <inheritdoc/>
    public SampleLoss? TestLoss => options.Criterion.Create();

    /// <inheritdoc/>
    public StageText Text => new()
    {
        Title = "Unlearning",
        Summary = "Backdoor unlearning: a model forgets the samples that it fits best.",
        Subject = "Backdoor unlearning",
        Recipe = $"unlearning {options.NumEpochs} epochs",
        Features = "Features after unlearning",
        TrainingGroup = GroupName.PoisonTrain,
    };

    /// <inheritdoc/>
    public IReadOnlyList<RunPhase> Phases(StageWork work) =>
        [new RunPhase("unlearn", options.NumEpochs, StageWork.Learning * options.Share * work.Train, After: work.Tests)];

    /// <inheritdoc/>
    public void Run(RunContext run)
    {
        BatchLoader train = run.TrainLoader(options.Transform.Train, options.Loader, "loader");
        SampleLoss loss = options.Criterion.Create();
        int[] isolated = Isolated(run, loss);
        Classifier network = run.BuildClassifier();
        BackdoorEvaluation evaluation = run.Evaluation(network, loss, options.Loader);
        UnlearnObjective objective = new(network, loss, run.Compute);
        RunSession session = run.Session(network);
        if (session.IsNew)
            run.LoadInput("model", network);

        foreach (int epoch in session.Epochs())
        {
            int[] order = Sampler.Shuffled(run.Seed, epoch, isolated);
            MetricGroup trained = session.Train(epoch, objective, train.Batches(order, Purpose.Augmentation, epoch));
            session.Complete(epoch, [trained, .. evaluation.Run()]);
        }
    }

    // By the model that was loaded, also after an interruption: so they are the same samples in every epoch.
    private int[] Isolated(RunContext run, SampleLoss loss)
    {
        Classifier judge = run.BuildClassifier();
        run.LoadInput("model", judge);
        Classification classification = new(judge, loss, run.Compute, run.Cancellation);
        float[] losses = classification.SampleLosses(run.TrainLoader(options.Transform.Test, options.Loader, "loader"), epoch: 0);
        return CredibleSplit.Lowest(losses, options.Share).Credible;
    }
}
