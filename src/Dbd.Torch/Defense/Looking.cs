using Dbd.Batching;
using Dbd.Datasets;
using Dbd.Embedding;
using Dbd.Reporting;
using Dbd.Serialization.Pickling;
using Dbd.Suspicion;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Deployment;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defense;

/// <summary>Looks at every training sample with the three models of a defense: the witness, SimCLR's backbone, the final model.</summary>
internal sealed class Looking : IDisposable
{
    // Neighbours are looked for among so many samples.
    internal const int NeighboursAmong = 10_000;

    private readonly DefenseStages _stages;
    private readonly StageSetup<MixMatchFinetuneOptions> _setup;
    private readonly Classifier _network;
    private readonly BatchLoader _train;
    private readonly CancellationToken _cancellation;
    private readonly int[] _samples;
    private readonly int[] _labels;

    public Looking(DefenseStages stages, Action<string> note, CancellationToken cancellation)
    {
        (_stages, _cancellation) = (stages, cancellation);
        _setup = StageSetup<MixMatchFinetuneOptions>.Load(stages.Finetune, note, cancellation);
        _network = _setup.Build(backbone => new Classifier(backbone, _setup.Options.NumClasses));
        _train = _setup.Loader(_setup.Data.Train, _setup.Options.Transform.Test, _setup.Options.Warmup.Loader);
        _samples = Sampler.Sequential(_train.Data.Count);
        _labels = _train.Data.Labels();
    }

    /// <summary>How each epoch of stage 3 ranked the samples.</summary>
    public IReadOnlyList<EpochRanking> Rankings => EpochRanking.KeptBy(_setup.Directory, _samples.Length);

    /// <summary>The final model's accuracy on the test set, as its last epoch found.</summary>
    public double BenignAccuracy => CsvReadings.Of(_setup.Directory.Log, "clean_test")[^1]["acc"];

    /// <summary>The final model's checkpoint.</summary>
    public string Checkpoint => Store(_stages.Finetune).PathOf(CheckpointStore.Latest);

    /// <summary>Gathers the evidence.</summary>
    public Evidence Gather()
    {
        Load(_stages.SimClr, "backbone.");
        float[] neighbours = ShareOfOwnLabel(Features());

        Load(_stages.Witness);
        SampleJudgements early = Of(CrossEntropy.PerSample).Judge(_train, _samples);
        float[] earlyNeighbours = ShareOfOwnLabel(Features());

        Load(_stages.Finetune);
        SampleJudgements final = Of(_setup.Options.Warmup.Criterion.Create()).Judge(_train, _samples);
        return new Evidence
        {
            Labels = _labels,
            Classes = _setup.Options.NumClasses,
            EarlyLosses = early.Losses,
            EarlyNeighbours = earlyNeighbours,
            Losses = MeanOf(Rankings) ?? final.Losses,
            Believed = final.Believed,
            LabelProbabilities = final.LabelProbabilities,
            Neighbours = neighbours,
        };
    }

    /// <summary>The features of SimCLR of the first samples, for who wants to know how long a map takes.</summary>
    public FeatureTable SomeFeatures(int most)
    {
        Load(_stages.SimClr, "backbone.");
        return Of(CrossEntropy.PerSample).Features(_train, _samples[..Math.Min(most, _samples.Length)]);
    }

    /// <summary>Writes the final model as ONNX.</summary>
    public void Export(string path)
    {
        Load(_stages.Finetune);
        OnnxExport.Write(path, _network, _setup.Describe());
    }

    /// <summary>What a person finds a sample's file by; null where samples have none.</summary>
    public string? FileOf(int sample) => _train.Data.Name(sample) is var name && name != $"{sample}" ? name : null;

    public void Dispose() => _setup.Dispose();

    private static float[]? MeanOf(IReadOnlyList<EpochRanking> rankings) => rankings.Count == 0
        ? null
        : [.. Enumerable.Range(0, rankings[0].Losses.Length).Select(i => rankings.Average(r => r.Losses[i]))];

    private float[] ShareOfOwnLabel(FeatureTable features) => Neighbours.ShareOfOwnLabel(features, _labels, NeighboursAmong, _setup.Seed, _cancellation);

    private FeatureTable Features() => Of(CrossEntropy.PerSample).Features(_train, _samples);

    private Classification Of(SampleLoss loss) => new(_network, loss, _setup.Device, _cancellation);

    private void Load(StageRequest stage, string prefix = "")
    {
        CheckpointStore store = Store(stage);
        PyDict content = store.Read(CheckpointStore.Latest);
        Checkpoints.Checkpoint.LoadModel(content, _network, store.PathOf(CheckpointStore.Latest), prefix);
    }

    private static CheckpointStore Store(StageRequest stage)
    {
        StageOptions options = StageKind.Load(stage).Options;
        return new CheckpointStore(new RunDirectory(stage.ConfigPath, UserPath.Expand(options.SavedDir), UserPath.Expand(options.StorageDir)).Checkpoints);
    }
}
