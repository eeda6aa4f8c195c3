using Dbd.Data;
using Dbd.Suspicion;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;

namespace Dbd.Torch.Stages.Train;

/// <summary>The list of suspects that training goes by: one that the configuration names, or one that is made of the earlier runs' models,
/// once, and kept in the run's folder.</summary>
internal static class JudgedSamples
{
    /// <summary>Reads the list, or makes it.</summary>
    /// <returns>An entry for each training sample.</returns>
    /// <exception cref="DbdException">The list is damaged or of other data, or a model is not there.</exception>
    public static IReadOnlyList<Suspect> Of(RunContext run, TrainOptions options)
    {
        string own = Path.Combine(run.Folder.Saved, SuspectFile.Name);
        string list = options.Suspects is { } given ? UserPath.Expand(given) : own;
        bool isMade = options.Suspects is null && !File.Exists(own);
        // Of several processes each must have looked before the first writes, and the first must have written before the others read.
        Agreement.Wait(run.Compute.Group);
        if (isMade)
            Make(run, options, own);
        Agreement.Wait(run.Compute.Group);
        IReadOnlyList<Suspect> judged = SuspectList.Read(
            list, run.Data.Train.ClassNames, run.Data.Train.Labels(), run.Data.Train.Name);
        if (list != own && run.Writes)
            SuspectFile.Write(own, judged, run.Data.Train.ClassNames);
        return judged;
    }

    private static void Make(RunContext run, TrainOptions options, string path)
    {
        if (!run.HasInput(InputRole.Witness))
            throw run.Error(
                "witness", "neither a witness nor a list of suspects is named.",
                "Name the witness of the judge's run, or a list under suspects.");
        run.Note("Looking at every training sample.");
        Classifier network = run.BuildClassifier();
        SampleEvidence samples = new(run, network, run.TrainLoader(options.Transform.Test, options.Loader, "loader"));
        Evidence evidence = samples.Gather(
            () => run.LoadInput(InputRole.Judge, network), CrossEntropy.PerSample,
            EpochRanking.KeptBy(run.Input(InputRole.Judge)!.Folder!.Record, run.Data.Train.Count));
        if (!run.Writes)
            return;
        Suspicions suspicions = Suspicions.Of(evidence);
        SuspectFile.Write(
            path, SuspectList.Of(evidence, suspicions, samples.FileOf), run.Data.Train.ClassNames,
            [.. SuspectColumns.Of(suspicions, [])]);
    }
}
