using Dbd.Batching;
using Dbd.Data;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.SemiSupervised;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages.Asd;

/// <summary>Adaptively splitting the data: from a few samples that are known to be clean a pool of believed labels grows, first class by
/// class, then by loss, then by how slowly a sample is learned. MixMatch learns from this pool, and from the others without
/// labels.</summary>
/// <remarks>Gao, Bai, Gu, Yang, Xia, "Backdoor Defense via Adaptively Splitting Poisoned Dataset", CVPR 2023, section 3.</remarks>
/// <param name="options">The options.</param>
internal sealed class AsdStage(AsdOptions options) : IStage
{
    private readonly PoolTrainingOptions _semi = options.Semi;

    /// <inheritdoc/>
    public StageOptions Options => options;

    /// <inheritdoc/>
    public int Epochs => BeforeMeta + options.MetaSplit.NumEpochs;

    /// <inheritdoc/>
    public LoaderOptions TestLoader => options.Loader;

    /// <inheritdoc/>
    public SampleLoss? TestLoss => options.Criterion.Create();

    /// <inheritdoc/>
    public StageText Text => new()
    {
        Title = "ASD",
        Summary = "Adaptive splitting: labels are believed of a pool that grows from a few clean samples.",
        Subject = "Adaptively splitting the data",
        Recipe = $"split by class {options.ClassSplit.NumEpochs} epochs, by loss {options.LossSplit.NumEpochs}, "
            + $"by reduction of the loss {options.MetaSplit.NumEpochs}, of {_semi.MixMatch.TrainIteration} iterations",
        Features = "Features of the final model",
        TrainingGroup = GroupName.PoisonTrain,
    };

    private int BeforeMeta => options.ClassSplit.NumEpochs + options.LossSplit.NumEpochs;

    /// <inheritdoc/>
    /// <remarks>An iteration of MixMatch as in DBD; a meta-split ranks twice, and learns an epoch between.</remarks>
    public IReadOnlyList<RunPhase> Phases(StageWork work)
    {
        double epoch = (2 + (2 + _semi.MixMatch.LabeledBatches) * StageWork.Learning) * _semi.Loader.BatchSize
            * _semi.MixMatch.TrainIteration;
        return
        [
            new RunPhase("class split", options.ClassSplit.NumEpochs, epoch, Before: work.Train, After: work.Tests),
            new RunPhase("loss split", options.LossSplit.NumEpochs, epoch, Before: work.Train, After: work.Tests),
            new RunPhase(
                "meta-split", options.MetaSplit.NumEpochs, epoch, Before: (2 + StageWork.Learning) * work.Train, After: work.Tests),
        ];
    }

    /// <inheritdoc/>
    public bool[]? Credible(float[] losses, StampedSource data, RunFolder folder) =>
        EpochRanking.KeptBy(folder.Record, data.Count) is [.., var last] ? last.Credible : null;

    /// <inheritdoc/>
    public void Run(RunContext run)
    {
        DataPools pools = new(
            options.ClassSplit, options.LossSplit, options.MetaSplit, run.Data.Train.Labels(), TrustedSeeds.Of(run, options));
        pools.Check(run, _semi.Loader.BatchSize);
        BatchLoader all = run.TrainLoader(options.Transform.Train, options.Loader, "loader");
        BatchLoader looked = run.TrainLoader(options.Transform.Test, options.Loader, "loader");
        BatchLoader unlabeled = run.TrainLoader(options.Transform.Train, _semi.Loader, "semi.loader");
        BatchLoader labeled = run.Loader(
            run.Data.Train, options.Transform.Train,
            _semi.Loader with { BatchSize = _semi.MixMatch.LabeledBatches * _semi.Loader.BatchSize });
        Classifier network = run.BuildClassifier();
        (WeightAverage? average, Classifier model) = run.Averaged(network, options.Ema);
        Classifier copy = run.BuildClassifier();
        SampleLoss loss = options.Criterion.Create();
        BackdoorEvaluation evaluation = run.Evaluation(model, loss, options.Loader);
        Classification ranking = new(model, loss, run.Compute, run.Cancellation);
        Classification rankingOfCopy = new(copy, loss, run.Compute, run.Cancellation);
        SupervisedObjective onAllLabels = new(copy, CrossEntropy.PerSample, run.Compute);
        RunSession session = run.Session(network, average: average);

        foreach (int epoch in session.Epochs())
        {
            float[] losses = ranking.SampleLosses(looked, epoch);
            CredibleSplit split = Split(epoch, losses);
            if (epoch == Epochs && run.Writes)
                EpochRanking.Of(epoch, losses, split).Save(run.Folder.Record);
            MetricGroup credible = CredibleReadings.Of(split, run.Data);
            session.Note($"Epoch {epoch}: {CredibleReadings.Sentence(credible)}");
            MixMatchObjective objective = new(network, _semi.MixMatch, _semi.Criterion.Create(), epoch, run.Seed, run.Compute);
            MetricGroup trained = session.Train(epoch, objective, MixMatchBatches.Of(
                labeled, unlabeled, split, epoch, run.Seed, _semi.MixMatch, _semi.Loader.NumWorkers));
            session.Complete(epoch, [trained, credible, .. evaluation.Run()]);
        }

        CredibleSplit Split(int epoch, float[] losses) => epoch <= options.ClassSplit.NumEpochs ? pools.ByClass(losses, epoch)
            : epoch <= BeforeMeta ? pools.ByLoss(losses)
            : pools.ByReduction(losses, AfterAnEpoch(epoch));

        float[] AfterAnEpoch(int epoch)
        {
            WeightAverage.Copy(model, copy);
            int[] order = Sampler.Shuffled(run.Seed, epoch, all.Data.Count);
            run.TryOut(epoch, copy, options.MetaSplit.Lr, onAllLabels, all.Batches(order, Purpose.Augmentation, epoch));
            return rankingOfCopy.SampleLosses(looked, epoch);
        }
    }
}
