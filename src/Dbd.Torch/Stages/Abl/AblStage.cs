using Dbd.Batching;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages.Abl;

/// <summary>Anti-Backdoor Learning: samples that are learned very fast are isolated; the model is trained on the others, then forgets
/// these.</summary>
/// <remarks>Li, Lyu, Koren, Lyu, Li, Ma, "Anti-Backdoor Learning: Training Clean Models on Poisoned Data", NeurIPS 2021, section 3. The
/// two terms of equation 5 are minimised one after the other, as in the authors' program. It has to be told how many samples to
/// isolate.</remarks>
/// <param name="options">The options.</param>
internal sealed class AblStage(AblOptions options) : IStage
{
    private readonly IsolationOptions _isolation = options.Isolation;

    /// <inheritdoc/>
    public StageOptions Options => options;

    /// <inheritdoc/>
    public int Epochs => _isolation.NumEpochs + options.TrainEpochs + options.UnlearnEpochs;

    /// <inheritdoc/>
    public LoaderOptions TestLoader => options.Loader;

    /// <inheritdoc/>
    public SampleLoss? TestLoss => options.Criterion.Create();

    /// <inheritdoc/>
    public StageText Text => new()
    {
        Title = "ABL",
        Summary = "Anti-Backdoor Learning: what is learned very fast is isolated and forgotten.",
        Subject = "Anti-Backdoor Learning",
        Recipe = $"isolation {_isolation.NumEpochs} epochs, training {options.TrainEpochs}, unlearning {options.UnlearnEpochs}",
        Features = "Features after unlearning",
        TrainingGroup = GroupName.PoisonTrain,
    };

    /// <inheritdoc/>
    public IReadOnlyList<RunPhase> Phases(StageWork work) =>
    [
        new RunPhase("isolation", _isolation.NumEpochs, StageWork.Learning * work.Train, After: work.Tests),
        new RunPhase("training", options.TrainEpochs, StageWork.Learning * work.Train, After: work.Tests),
        new RunPhase("unlearning", options.UnlearnEpochs, StageWork.Learning * work.Train * _isolation.Share, After: work.Tests),
    ];

    /// <inheritdoc/>
    public bool[]? Credible(float[] losses, StampedSource data, RunFolder folder) =>
        EpochRanking.KeptBy(folder.Record, data.Count) is [.., var isolation] ? isolation.Credible : null;

    /// <inheritdoc/>
    public void Run(RunContext run)
    {
        BatchLoader train = run.TrainLoader(options.Transform.Train, options.Loader, "loader");
        BatchLoader looked = run.TrainLoader(options.Transform.Test, options.Loader, "loader");
        Classifier network = run.BuildClassifier();
        SampleLoss loss = options.Criterion.Create();
        BackdoorEvaluation evaluation = run.Evaluation(network, loss, options.Loader);
        Classification ranking = new(network, loss, run.Compute, run.Cancellation);
        SignedObjective isolating = SignedObjective.Local(network, loss, _isolation.Gamma, run.Compute);
        SupervisedObjective training = new(network, loss, run.Compute);
        SignedObjective unlearning = SignedObjective.Ascent(network, loss, run.Compute);
        RunSession session = run.Session(network);
        int trained = _isolation.NumEpochs + options.TrainEpochs;

        foreach (int epoch in session.Epochs())
        {
            (IObjective<HostBatch> objective, int[] samples) = epoch <= _isolation.NumEpochs
                ? (isolating, Sampler.Sequential(train.Data.Count))
                : Split(epoch) is var split && epoch <= trained
                    ? ((IObjective<HostBatch>)training, split.Credible)
                    : (unlearning, split.Others);
            int[] order = Sampler.Shuffled(run.Seed, epoch, samples);
            MetricGroup learned = session.Train(epoch, objective, train.Batches(order, Purpose.Augmentation, epoch));
            session.Complete(epoch, [learned, .. evaluation.Run()]);
        }

        // Isolated once, by the model of that moment, and kept: an interrupted run goes on with the same samples.
        CredibleSplit Split(int epoch)
        {
            if (epoch == _isolation.NumEpochs + 1)
                Isolate();
            return EpochRanking.KeptBy(run.Folder.Record, train.Data.Count) is [.., var isolation]
                ? CredibleSplit.Of(isolation.Credible)
                : throw new DbdException(
                    $"{run.Folder.Record} does not say which samples were isolated: it is damaged. Begin anew with --resume False.");
        }

        void Isolate()
        {
            float[] losses = ranking.SampleLosses(looked, _isolation.NumEpochs);
            CredibleSplit lowest = CredibleSplit.Lowest(losses, _isolation.Share);
            if (lowest.Credible.Length == 0)
                throw run.Error(
                    "isolation.share", $"{_isolation.Share} of {losses.Length} samples is none.", "Give a larger share.");
            CredibleSplit split = new(Credible: lowest.Others, Others: lowest.Credible);
            if (run.Writes)
                EpochRanking.Of(_isolation.NumEpochs, losses, split).Save(run.Folder.Record);
            Agreement.Wait(run.Compute.Group);
            string isolated = $"{split.Others.Length} samples are isolated";
            session.Note(run.Data.IsAttackKnown
                ? $"{isolated}; {split.Others.Count(run.Data.Train.IsPoisoned)} of them are poisoned."
                : $"{isolated}.");
        }
    }
}
