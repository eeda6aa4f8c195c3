using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Serialization.Pickling;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Networks;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>How stages 2 and 3 get the backbone of stage 1.</summary>
internal static class Pretraining
{
    /// <summary>The folders of the SimCLR run.</summary>
    public static RunFolder DirectoryOf(MixMatchFinetuneOptions options, ConfigDocument document, string configPath) => new(
        PretrainConfig.PathIn(document, configPath), UserPath.Expand(options.SavedDir), UserPath.Expand(options.StorageDir));

    /// <summary>Loads the backbone that the SimCLR run learned.</summary>
    /// <returns>What it is, in a sentence.</returns>
    /// <exception cref="DbdException">That run is not there, saw other poisoned samples, or trained another network.</exception>
    public static string LoadPretrained(this StageSetup<MixMatchFinetuneOptions> setup, Classifier network)
    {
        MixMatchFinetuneOptions options = setup.Options;
        CheckpointStore store = new(DirectoryOf(options, setup.Document, setup.Request.ConfigPath).Checkpoints);
        if (!store.Has(options.PretrainCheckpoint))
        {
            throw setup.Error(
                "pretrain_checkpoint", $"the SimCLR run has no {store.PathOf(options.PretrainCheckpoint)}.",
                $"Run stage 1 first: dbd simclr --config {PretrainConfig.PathIn(setup.Document, setup.Request.ConfigPath)}");
        }
        string source = store.PathOf(options.PretrainCheckpoint);
        PyDict content = store.Read(options.PretrainCheckpoint);
        Checkpoint learned = Checkpoint.Of(content, source);
        learned.CheckPoisoning(source, setup.Data.Index.Hash, "Use the SimCLR run's seed, poison ratio, target label and data.");
        Checkpoint.LoadModel(content, network, source, prefix: "backbone.");
        return $"Backbone of {source}, after {learned.Epoch} epochs of SimCLR.";
    }
}
