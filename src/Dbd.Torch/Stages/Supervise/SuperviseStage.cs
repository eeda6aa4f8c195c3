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
/// <param name="options">The options.</param>
internal sealed class SuperviseStage(SuperviseOptions options) : IStage
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
    public string? ReferenceCheckpointNote =>
        "It does not tell which samples were poisoned. "
            + "The reference's supervise trained on a second draw that it did not save: then others are poisoned from here on.";

    /// <inheritdoc/>
    public StageText Text => new()
    {
        Title = "No Defense",
        Summary = "No Defense: ordinary supervised training on the labels as they are.",
        Subject = "Ordinary supervised training (No Defense)",
        Recipe = $"{options.NumEpochs} epochs",
        Features = "Features of supervised training",
        TrainingGroup = GroupName.PoisonTrain,
        Caveat = "Supervised training learns false labels and triggers too, so what it disbelieves is a weak hint, "
            + "and says nothing of an attack.",
    };

    /// <inheritdoc/>
    public IReadOnlyList<RunPhase> Phases(StageWork work) =>
        [new RunPhase("supervise", options.NumEpochs, StageWork.Learning * work.Train, After: work.Tests)];

    /// <inheritdoc/>
    public void Run(RunContext run)
    {
        BatchLoader train = run.TrainLoader(options.Transform.Train, options.Loader, "loader");
        Classifier network = run.BuildClassifier();
        SampleLoss loss = options.Criterion.Create();
        BackdoorEvaluation evaluation = run.Evaluation(network, loss, options.Loader);
        SupervisedObjective objective = new(network, loss, run.Compute);
        RunSession session = run.Session(network);

        foreach (int epoch in session.Epochs())
        {
            int[] order = Sampler.Shuffled(run.Seed, epoch, train.Data.Count);
            MetricGroup trained = session.Train(epoch, objective, train.Batches(order, Purpose.Augmentation, epoch));
            session.Complete(epoch, [trained, .. evaluation.Run()]);
        }
    }
}
