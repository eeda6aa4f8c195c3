using Dbd.Batching;
using Dbd.Metrics;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Objectives;
using Dbd.Torch.Training;

namespace Dbd.Torch.Stages;

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
        using StageRun<MixMatchFinetuneOptions> run = StageRun<MixMatchFinetuneOptions>.Open("mixmatch_finetune", request, observers, cancellation);
        (WarmupOptions warmup, SemiOptions semi) = (run.Options.Warmup, run.Options.Semi);
        BatchLoader all = run.TrainLoader(run.Options.Transform.Train, warmup.Loader, "warmup.loader");
        MixMatchBatches.Check(run);
        BatchLoader parts = run.TrainLoader(run.Options.Transform.Train, semi.Loader, "semi.loader");
        Classifier network = run.Build(backbone => new Classifier(backbone, run.Options.NumClasses));

        SampleLoss loss = warmup.Criterion.Create();
        BackdoorEvaluation evaluation = run.Evaluation(network, loss, warmup.Loader, cancellation);
        Classification ranking = new(network, loss, run.Device, cancellation);
        LinearHead linearHead = new(network, loss, run.Device);
        RunSession session = run.Session(network, warmup.NumEpochs + semi.NumEpochs);
        if (session.IsNew)
            run.LoadPretrained(network);

        foreach (int epoch in session.Epochs())
        {
            MetricGroup trained = epoch <= warmup.NumEpochs
                ? session.Train(epoch, linearHead, All(epoch))
                : session.Train(epoch, MixMatchAt(epoch), CredibleAndOthers(epoch));
            session.Complete(epoch, [trained, .. evaluation.Run()]);
        }

        BatchStream<HostBatch> All(int epoch) =>
            all.Batches(Sampler.Shuffled(run.Seed, epoch, all.Data.Count), Purpose.Augmentation, epoch);

        MixMatch MixMatchAt(int epoch) =>
            new(network, semi.MixMatch, semi.Criterion.Create(), epoch, run.Seed, run.Device);

        BatchStream<MixMatchBatch> CredibleAndOthers(int epoch)
        {
            CredibleSplit split = CredibleSplit.Lowest(ranking.SampleLosses(all, epoch), semi.Epsilon);
            session.Note($"Epoch {epoch}: {split.PoisonedAmongCredible(run.Data.Train)} of {split.Credible.Length} credible samples are poisoned.");
            return MixMatchBatches.Of(parts, split, epoch, run.Seed, semi);
        }
    }
}
