using Dbd.Configuration;
using Dbd.Data;
using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Suspicion;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;

namespace Dbd.Torch.Stages.MixMatch;

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
        Classifier network = run.Build(backbone => new Classifier(backbone, run.Options.NumClasses));
        run.LoadWitness(network);
        Classification witness = new(network, CrossEntropy.PerSample, run.Device, run.Cancellation);
        float[] losses = witness.SampleLosses(run.TrainLoader(run.Options.Transform.Test, run.Options.Warmup.Loader, "warmup.loader"), epoch: 0);
        StampedSource train = run.Data.Train;
        bool[] suspects = EarlyFit.Suspects(losses, train.Labels(), run.Options.NumClasses);
        string fitted = $"{suspects.Count(s => s)} samples are fitted suspiciously early by {written}";
        int found = Enumerable.Range(0, train.Count).Count(i => suspects[i] && train.IsPoisoned(i));
        run.Note(run.Data.IsAttackKnown ? $"{fitted}: {found} of the {run.Data.Index.Poisoned} poisoned ones are among them." : $"{fitted}.");
        return suspects;
    }

    /// <summary>The witness's checkpoint, there or not.</summary>
    /// <param name="written">Its path; or a configuration (<c>.yaml</c>) of <c>dbd supervise</c>, whose run's latest checkpoint is meant.</param>
    /// <param name="options">The finetune run's options.</param>
    /// <param name="configPath">Its configuration.</param>
    public static string CheckpointAt(string written, MixMatchFinetuneOptions options, string configPath)
    {
        if (!IsConfig(written))
            return UserPath.Expand(written);
        RunDirectory directory = new(ConfigPath.Find(written, configPath) ?? written, UserPath.Expand(options.SavedDir), UserPath.Expand(options.StorageDir));
        return new CheckpointStore(directory.Checkpoints).PathOf(CheckpointStore.Latest);
    }

    /// <summary>Loads the weights of the witness.</summary>
    /// <exception cref="DbdException">None is named, or its checkpoint is not there, of another network, or of other poisoned samples.</exception>
    public static void LoadWitness(this StageSetup<MixMatchFinetuneOptions> setup, Classifier network)
    {
        string written = setup.Options.Semi.Witness ?? throw Missing("no witness is named");
        string path = CheckpointAt(written, setup.Options, setup.Request.ConfigPath);
        if (!File.Exists(path))
            throw Missing($"there is no file {path}");
        PyDict content = TorchFile.Read(path);
        Checkpoint.Of(content, path).CheckPoisoning(path, setup.Data.Index.Hash, "Use this run's seed, poison ratio, target label and data.");
        Checkpoint.LoadModel(content, network, path);

        ConfigException Missing(string problem) =>
            setup.Error("semi.witness", $"{problem}.", "It is a checkpoint of `dbd supervise`, after an epoch or two, on the same poisoned data.");
    }

    private static bool IsConfig(string written) => Path.GetExtension(written) is ".yaml" or ".yml";
}
