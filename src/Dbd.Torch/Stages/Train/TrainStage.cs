using Dbd.Batching;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages.Train;

/// <summary>Ordinary training on what can be believed: DBD is the judge, and this is the product. Samples that look poisoned never keep
/// their label; those that the judge merely doubts get theirs back when the model that is trained agrees with it.</summary>
/// <param name="options">The options.</param>
internal sealed class TrainStage(TrainOptions options) : IStage
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
        Title = "DBD, then training",
        Summary = "Ordinary training on the labels that a DBD run believes.",
        Subject = "Ordinary training on the labels that DBD believes",
        Recipe = $"training {options.NumEpochs} epochs on what is believed",
        Features = "Features of the final model",
        TrainingGroup = GroupName.PoisonTrain,
    };

    /// <inheritdoc/>
    public IReadOnlyList<RunPhase> Phases(StageWork work) =>
        [new RunPhase("train", options.NumEpochs, StageWork.Learning * work.Train, After: work.Tests)];

    /// <inheritdoc/>
    public bool[]? Credible(float[] losses, StampedSource data, RunFolder folder)
    {
        string list = Path.Combine(folder.Saved, SuspectFile.Name);
        if (!File.Exists(list))
            return null;
        bool[] kept = new bool[data.Count];
        foreach (Suspect suspect in SuspectFile.Read(list, data.ClassNames, data.Count))
            kept[suspect.Index] = suspect.Action is SampleAction.Kept or SampleAction.Asked;
        return kept;
    }

    /// <inheritdoc/>
    public void Check() => JudgedSamples.Check(options);

    /// <inheritdoc/>
    public void CheckData(BackdoorData data) => JudgedSamples.Given(options, data);

    /// <inheritdoc/>
    public void Run(RunContext run)
    {
        TrainingLabels labels = new(JudgedSamples.Of(run, options), options.Doubted, options.LeftOut);
        BatchLoader asked = run.Loader(run.Data.Train, options.Transform.Test, options.Loader);
        Classifier network = run.BuildClassifier();
        (WeightAverage? average, Classifier model) = run.Averaged(network, options.Ema);
        SampleLoss loss = options.Criterion.Create();
        BackdoorEvaluation evaluation = run.Evaluation(model, loss, options.Loader);
        Classification asking = new(model, loss, run.Compute, run.Cancellation);
        SupervisedObjective objective = new(network, loss, run.Compute);
        RunSession session = run.Session(network, average: average);

        foreach (int epoch in session.Epochs())
        {
            (int[] samples, int[] given) = Labelled(epoch);
            if (samples.Length == 0)
                throw new DbdException(
                    $"Epoch {epoch}: no label is believed, so there is nothing to train on. Keep more samples in the list of "
                        + "suspects, or train the judge for longer.");
            MetricGroup believed = BelievedReadings.Of(samples, given, labels, run.Data);
            session.Note($"Epoch {epoch}: {BelievedReadings.Sentence(believed, run.Data.Train.Count)}");
            BatchLoader train = run.Loader(run.Data.Train.With(given), options.Transform.Train, options.Loader);
            int[] order = Sampler.Shuffled(run.Seed, epoch, samples);
            MetricGroup trained = session.Train(epoch, objective, train.Batches(order, Purpose.Augmentation, epoch));
            session.Complete(epoch, [trained, believed, .. evaluation.Run()]);
        }

        (int[] Samples, int[] Labels) Labelled(int epoch)
        {
            if (epoch < options.AskedFrom || labels.Open.Length == 0)
                return (labels.Sure, labels.Own);
            SampleJudgements says = asking.Judge(asked, labels.Open);
            return labels.By(says.Believed, says.Confidences, options.Confidence);
        }
    }
}
