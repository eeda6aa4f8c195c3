using Dbd.Batching;
using Dbd.Embedding;
using Dbd.Poisoning;
using Dbd.Reports.Csv;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Deployment;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Inspection;

/// <summary>Looks at every training sample with the three models of a defense: the witness, SimCLR's backbone, the final model.</summary>
internal sealed class Looking : IDisposable
{
    private readonly StageSetup _setup;
    private readonly Classifier _network;
    private readonly BatchLoader _train;
    private readonly int[] _samples;

    /// <param name="final">The run of the final model, which names the other two as <c>backbone</c> and <c>witness</c>.</param>
    /// <param name="note">Is told sentences worth telling.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <exception cref="DbdException">Configuration or data are wrong.</exception>
    public Looking(StageRequest final, Action<string> note, CancellationToken cancellation)
    {
        _setup = StageSetup.Load(StageFiles.Load(final), note, cancellation);
        _network = _setup.BuildClassifier();
        _train = _setup.Loader(_setup.Data.Train, _setup.Options.Transform.Test, _setup.Stage.TestLoader);
        _samples = Sampler.Sequential(_train.Data.Count);
    }

    /// <summary>The final model's accuracy on the test set, as its last epoch found.</summary>
    /// <exception cref="DbdException">The run did not note it.</exception>
    public double BenignAccuracy =>
        CsvRecord.In(_setup.Folder.Log).BenignAccuracy is >= 0 and <= 1 and var accuracy
            ? accuracy
            : throw new DbdException(
                $"{RunRecord.FileName} in {_setup.Folder.Log} does not say the accuracy of the last epoch. "
                    + "It is damaged: begin again in another folder.");

    /// <summary>The final model's checkpoint.</summary>
    public string Checkpoint => Store.PathOf(CheckpointStore.Latest);

    /// <summary>Where the run keeps what is small.</summary>
    public string Saved => _setup.Folder.Saved;

    /// <summary>The training samples, and what is known of an attack.</summary>
    public BackdoorData Data => _setup.Data;

    /// <summary>Weighs the evidence, and writes it.</summary>
    /// <param name="path">The file, <c>suspects.csv</c>.</param>
    /// <returns>How suspicious samples are, and the list that was written, most suspicious first.</returns>
    /// <exception cref="DbdException">A model cannot be read, or the file cannot be written.</exception>
    public (Suspicions Suspicions, IReadOnlyList<Suspect> Suspects) Write(string path)
    {
        SampleEvidence samples = new(_setup, _network, _train);
        Evidence evidence = samples.Gather(LoadFinal, _setup.RequireClassifier(), Rankings);
        Suspicions suspicions = Suspicions.Of(evidence);
        IReadOnlyList<Suspect> suspects = SuspectList.Of(evidence, suspicions, samples.FileOf);
        if (_setup.Compute.Group.Rank == 0)
            SuspectFile.Write(path, suspects, Data.Train.ClassNames, [.. SuspectColumns.Of(suspicions, Rankings)]);
        return (suspicions, suspects);
    }

    /// <summary>The features of SimCLR of the first samples, for who wants to know how long a map takes.</summary>
    public FeatureTable SomeFeatures(int most)
    {
        _setup.LoadInput(InputRole.Backbone, _network, "backbone.");
        return Of(CrossEntropy.PerSample).Features(_train, _samples[..Math.Min(most, _samples.Length)]);
    }

    /// <summary>Writes the final model as ONNX.</summary>
    public void Export(string path)
    {
        LoadFinal();
        OnnxExport.Write(path, _network, _setup.Describe());
    }

    public void Dispose() => _setup.Dispose();

    private CheckpointStore Store => new(_setup.Folder.Checkpoints);

    // How each epoch of stage 3 ranked the samples.
    private IReadOnlyList<EpochRanking> Rankings => EpochRanking.KeptBy(_setup.Folder.Record, _samples.Length);

    private Classification Of(SampleLoss loss) => new(_network, loss, _setup.Compute, _setup.Cancellation);

    private void LoadFinal() => Checkpoints.Checkpoint.LoadModel(Store.Read(CheckpointStore.Latest), _network, Checkpoint);
}
