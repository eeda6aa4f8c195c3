using Dbd.Batching;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>DBD's stages 2 and 3: a linear layer on the frozen backbone, then MixMatch on the labels that can be believed.</summary>
/// <remarks>DBD, figure 2, second and third stage; the reference's program <c>mixmatch_finetune</c>.</remarks>
public static class MixMatchFinetuneStage
{
    /// <summary>Trains from where the run stands to its last epoch.</summary>
    /// <param name="request">The configuration and how to run it.</param>
    /// <param name="observers">Told beside the run's own log, CSV files and checkpoints.</param>
    /// <param name="cancellation">Stops within a step; what was complete is kept.</param>
    /// <exception cref="DbdException">Configuration, data or checkpoint are wrong, or the run fails.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void Run(StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation)
    {
        using StageRun<MixMatchFinetuneOptions> run = StageRun<MixMatchFinetuneOptions>.Open(StageName.MixMatchFinetune, request, observers, cancellation);
        (WarmupOptions warmup, SemiOptions semi) = (run.Options.Warmup, run.Options.Semi);
        BatchLoader all = run.TrainLoader(run.Options.Transform.Train, warmup.Loader, "warmup.loader");
        CredibleSelection selection = new(run, run.Suspects());
        BatchLoader unlabeled = run.TrainLoader(run.Options.Transform.Train, semi.Loader, "semi.loader");
        BatchLoader labeled = run.TrainLoader(
            run.Options.Transform.Train, semi.Loader with { BatchSize = semi.MixMatch.LabeledBatches * semi.Loader.BatchSize }, "semi.loader");
        Classifier network = Another();
        WeightAverage? average = semi.Ema is { } decay ? new WeightAverage(network, Another(), decay) : null;
        Classifier judge = (Classifier?)average?.Network ?? network;

        SampleLoss loss = warmup.Criterion.Create();
        BackdoorEvaluation evaluation = run.Evaluation(judge, loss, warmup.Loader, cancellation);
        Classification ranking = new(judge, loss, run.Device, cancellation);
        LinearHead linearHead = new(network, loss, run.Device);
        RunSession session = run.Session(network, warmup.NumEpochs + semi.NumEpochs, average: average, phases: StageWork.In(run.Data).Of(run.Options));
        if (session.IsNew)
        {
            run.Note(run.LoadPretrained(network));
            average?.Restart();
        }

        foreach (int epoch in session.Epochs())
            session.Complete(epoch, [.. epoch <= warmup.NumEpochs ? Warmup(epoch) : Semi(epoch), .. evaluation.Run()]);

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
            if (request.KeepRankings)
                EpochRanking.Of(epoch, losses, split).Save(run.Directory.Record);
            MetricGroup credible = CredibleReadings.Of(split, run.Data);
            session.Note($"Epoch {epoch}: {CredibleReadings.Sentence(credible)}");
            return [session.Train(epoch, MixMatchAt(epoch), MixMatchBatches.Of(labeled, unlabeled, split, epoch, run.Seed, semi)), credible];
        }

        BatchStream<HostBatch> All(int epoch) =>
            all.Batches(Sampler.Shuffled(run.Seed, epoch, all.Data.Count), Purpose.Augmentation, epoch);

        MixMatchObjective MixMatchAt(int epoch) =>
            new(network, semi.MixMatch, semi.Criterion.Create(), epoch, run.Seed, run.Device);

        Classifier Another() => run.Build(backbone => new Classifier(backbone, run.Options.NumClasses));
    }
}
