using Dbd.Batching;
using Dbd.Data;
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
    public double BenignAccuracy => BenignAccuracyIn(_setup.Folder.Log);

    /// <summary>The same of another run.</summary>
    /// <exception cref="DbdException">The run did not note it.</exception>
    public static double BenignAccuracyOf(StageRequest run) => BenignAccuracyIn(FinishedRun.Of(run).Directory.Log);

    private static double BenignAccuracyIn(string log) =>
        CsvRecord.In(log).BenignAccuracy is >= 0 and <= 1 and var accuracy
            ? accuracy
            : throw new DbdException(
                $"{RunRecord.FileName} in {log} does not say the accuracy of the last epoch. "
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
        (Suspicions suspicions, IReadOnlyList<Suspect> suspects, _) = Write(path, isTestLookedAt: false);
        return (suspicions, suspects);
    }

    /// <summary>The same, and looks at a test set that was held out of data that nobody has verified.</summary>
    /// <param name="path">The file, <c>suspects.csv</c>.</param>
    /// <param name="isTestLookedAt">Whether it does.</param>
    /// <returns>Also the test pictures that look poisoned, ascending.</returns>
    public (Suspicions Suspicions, IReadOnlyList<Suspect> Suspects, IReadOnlyList<int> Tests) Write(string path, bool isTestLookedAt)
    {
        SampleEvidence samples = new(_setup, _network, _train);
        Evidence evidence = samples.Gather(LoadFinal, _setup.RequireClassifier(), Rankings);
        Suspicions suspicions = Suspicions.Of(evidence);
        IReadOnlyList<Suspect> suspects = SuspectList.Of(evidence, suspicions, samples.FileOf);
        if (_setup.Compute.Group.Rank == 0)
            SuspectFile.Write(path, suspects, Data.Train.ClassNames, [.. SuspectColumns.Of(suspicions, Rankings)]);
        IReadOnlyList<int> tests = isTestLookedAt && Data.IsTestUnverified && suspicions.Target is not null
            ? HeldOutSuspects.Of(evidence, suspicions.Labels, OfTest())
            : [];
        return (suspicions, suspects, tests);
    }

    /// <summary>The final model's accuracy on the test pictures without some, in [0, 1]; on all where none is left.</summary>
    /// <param name="without">Their numbers.</param>
    public double AccuracyWithout(IReadOnlyCollection<int> without)
    {
        BatchLoader tests = Tests();
        int[] others = [.. Enumerable.Range(0, tests.Data.Count).Except(without)];
        if (without.Count == 0 || others.Length == 0)
            return BenignAccuracy;
        LoadFinal();
        int[] believed = Of(_setup.RequireClassifier()).Judge(tests, others).Believed;
        return others.Zip(believed).Average(o => tests.Data.Label(o.First) == o.Second ? 1.0 : 0);
    }

    /// <summary>Writes the final model as ONNX.</summary>
    public void Export(string path)
    {
        LoadFinal();
        OnnxExport.Write(path, _network, _setup.Describe());
    }

    public void Dispose() => _setup.Dispose();

    // The final model is loaded when it is called, and when it returns.
    private HeldOutEvidence OfTest()
    {
        BatchLoader tests = Tests();
        int[] all = Sampler.Sequential(tests.Data.Count);
        SampleJudgements judged = Of(_setup.RequireClassifier()).Judge(tests, all);
        _setup.LoadInput(InputRole.Witness, _network);
        SampleJudgements early = Of(CrossEntropy.PerSample).Judge(tests, all);
        LoadFinal();
        return new HeldOutEvidence(tests.Data.Labels(), early.Losses, judged.Believed, judged.LabelProbabilities);
    }

    private BatchLoader Tests() => _setup.Loader(_setup.Data.CleanTest, _setup.Options.Transform.Test, _setup.Stage.TestLoader);

    private CheckpointStore Store => new(_setup.Folder.Checkpoints);

    // How each epoch of stage 3 ranked the samples.
    private IReadOnlyList<EpochRanking> Rankings => EpochRanking.KeptBy(_setup.Folder.Record, _samples.Length);

    private Classification Of(SampleLoss loss) => new(_network, loss, _setup.Compute, _setup.Cancellation);

    private void LoadFinal() => Checkpoints.Checkpoint.LoadModel(Store.Read(CheckpointStore.Latest), _network, Checkpoint);
}
