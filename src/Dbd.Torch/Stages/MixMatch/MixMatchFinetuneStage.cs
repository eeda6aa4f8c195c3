using Dbd.Batching;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.SemiSupervised;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>DBD's stages 2 and 3: a linear layer on the frozen backbone, then MixMatch on the labels that can be believed.</summary>
/// <remarks>DBD, figure 2, second and third stage; the reference's program <c>mixmatch_finetune</c>.</remarks>
/// <param name="options">The options.</param>
internal sealed class MixMatchFinetuneStage(MixMatchFinetuneOptions options) : IStage
{
    private readonly WarmupOptions _warmup = options.Warmup;
    private readonly SemiOptions _semi = options.Semi;

    /// <inheritdoc/>
    public StageOptions Options => options;

    /// <inheritdoc/>
    public int Epochs => _warmup.NumEpochs + _semi.NumEpochs;

    /// <inheritdoc/>
    public LoaderOptions TestLoader => _warmup.Loader;

    /// <inheritdoc/>
    public SampleLoss? TestLoss => _warmup.Criterion.Create();

    /// <inheritdoc/>
    public StageText Text => new()
    {
        Title = "DBD",
        Summary = "DBD: features without labels first, then a linear layer on them, then semi-supervised learning, "
            + "which keeps labels only where the loss says that they can be believed.",
        Subject = $"DBD, stages 2 and 3 (linear layer {_warmup.NumEpochs}, MixMatch {_semi.NumEpochs} epochs planned),",
        Recipe = $"linear layer {_warmup.NumEpochs}, MixMatch {_semi.NumEpochs} of {_semi.MixMatch.TrainIteration} iterations",
        Features = "Features of the final model (stages 2 and 3)",
        TrainingGroup = GroupName.PoisonTrain,
    };

    /// <inheritdoc/>
    /// <remarks>The linear layer learns by passes alone, since the backbone is frozen. For each image of a batch, an iteration of MixMatch
    /// guesses at two views, and learns from these and the labeled ones.</remarks>
    public IReadOnlyList<RunPhase> Phases(StageWork work)
    {
        double iteration = (2 + (2 + _semi.MixMatch.LabeledBatches) * StageWork.Learning) * _semi.Loader.BatchSize;
        return
        [
            new RunPhase("warmup", _warmup.NumEpochs, work.Train, After: work.Tests),
            new RunPhase("semi", _semi.NumEpochs, iteration * _semi.MixMatch.TrainIteration, Before: work.Train, After: work.Tests),
        ];
    }

    /// <inheritdoc/>
    /// <remarks>By the split of the last epoch, where the run kept it; else by the one that its recipe would make now, but for what a
    /// witness says.</remarks>
    public bool[]? Credible(float[] losses, StampedSource data, RunFolder folder) =>
        EpochRanking.KeptBy(folder.Record, data.Count) is [.., var last]
            ? last.Credible
            : CredibleSelection.AtTheEnd(options, losses, data).Flags();

    /// <inheritdoc/>
    public void Run(RunContext run)
    {
        BatchLoader all = run.TrainLoader(options.Transform.Train, _warmup.Loader, "warmup.loader");
        CredibleSelection selection = new(options, run, EarlyWitness.Suspects(run, options));
        BatchLoader unlabeled = run.TrainLoader(options.Transform.Train, _semi.Loader, "semi.loader");
        BatchLoader labeled = run.TrainLoader(
            options.Transform.Train,
            _semi.Loader with { BatchSize = _semi.MixMatch.LabeledBatches * _semi.Loader.BatchSize }, "semi.loader");
        Classifier network = run.BuildClassifier();
        (WeightAverage? average, Classifier judge) = run.Averaged(network, _semi.Ema);

        SampleLoss loss = _warmup.Criterion.Create();
        BackdoorEvaluation evaluation = run.Evaluation(judge, loss, _warmup.Loader);
        Classification ranking = new(judge, loss, run.Compute, run.Cancellation);
        LinearHead linearHead = new(network, loss, run.Compute);
        RunSession session = run.Session(network, average: average);
        if (session.IsNew)
        {
            (string file, Checkpoint learned) = run.LoadInput(InputRole.Backbone, network, "backbone.");
            run.Note($"Backbone of {file}, after {learned.Epoch} epochs of SimCLR.");
            average?.Restart();
        }

        foreach (int epoch in session.Epochs())
            session.Complete(epoch, [.. epoch <= _warmup.NumEpochs ? Warmup(epoch) : Semi(epoch), .. evaluation.Run()]);

        MetricGroup[] Warmup(int epoch)
        {
            MetricGroup trained = session.Train(epoch, linearHead, All(epoch));
            average?.Restart();
            return [trained];
        }

        MetricGroup[] Semi(int epoch)
        {
            float[] losses = ranking.SampleLosses(all, epoch);
            CredibleSplit split = selection.At(losses, epoch);
            if (_semi.KeepRankings && run.Writes)
                EpochRanking.Of(epoch, losses, split).Save(run.Folder.Record);
            MetricGroup credible = CredibleReadings.Of(split, run.Data);
            session.Note($"Epoch {epoch}: {CredibleReadings.Sentence(credible)}");
            BatchStream<MixMatchBatch> batches = MixMatchBatches.Of(
                labeled, unlabeled, split, epoch, run.Seed, _semi.MixMatch, _semi.Loader.NumWorkers);
            return [session.Train(epoch, MixMatchAt(epoch), batches), credible];
        }

        BatchStream<HostBatch> All(int epoch) =>
            all.Batches(Sampler.Shuffled(run.Seed, epoch, all.Data.Count), Purpose.Augmentation, epoch);

        MixMatchObjective MixMatchAt(int epoch) =>
            new(network, _semi.MixMatch, _semi.Criterion.Create(), epoch, run.Seed, run.Compute);
    }
}
