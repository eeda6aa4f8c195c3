using Dbd.Datasets;
using Dbd.Poisoning;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;

namespace Dbd.Torch.Stages;

/// <summary>A model that ordinary training has just begun to teach, asked which samples it fits too early.</summary>
internal static class Witness
{
    /// <summary>The suspects among the training samples.</summary>
    /// <returns>[samples], true for suspects; null when the configuration asks no witness.</returns>
    /// <exception cref="DbdException">Its checkpoint is not there, of another network, or of other poisoned samples.</exception>
    public static bool[]? Suspects(this StageRun<MixMatchFinetuneOptions> run)
    {
        if (run.Options.Semi.Witness is not { } written)
            return null;
        Classification witness = new(Load(run, UserPath.Expand(written)), CrossEntropy.PerSample, run.Device, run.Cancellation);
        float[] losses = witness.SampleLosses(run.TrainLoader(run.Options.Transform.Test, run.Options.Warmup.Loader, "warmup.loader"), epoch: 0);
        PoisonedDataset train = run.Data.Train;
        bool[] suspects = EarlyFit.Suspects(losses, train.Labels(), run.Options.NumClasses);
        int found = Enumerable.Range(0, train.Count).Count(i => suspects[i] && train.IsPoisoned(i));
        run.Note($"{suspects.Count(s => s)} samples are fitted suspiciously early by {written}: {found} of the {run.Data.Index.Poisoned} poisoned ones are among them.");
        return suspects;
    }

    private static Classifier Load(StageRun<MixMatchFinetuneOptions> run, string path)
    {
        if (!File.Exists(path))
            throw run.Error("semi.witness", $"there is no file {path}.", "It is a checkpoint of `dbd supervise`, after an epoch or two, on the same poisoned data.");
        PyDict content = TorchFile.Read(path);
        Checkpoint.CheckPoisoning(content, path, run.Data.Index.Hash, "Use this run's seed, poison ratio, target label and data.");
        Classifier network = run.Build(backbone => new Classifier(backbone, run.Options.NumClasses));
        Checkpoint.LoadModel(content, network, path);
        return network;
    }
}
