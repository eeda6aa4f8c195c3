using Dbd.Configuration;
using Dbd.Data;
using Dbd.Poisoning;
using Dbd.Suspicion;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;

namespace Dbd.Torch.Stages.Train;

/// <summary>The list of suspects that training goes by: one that the configuration names, or one that is made of the earlier runs' models,
/// once, and kept in the run's folder.</summary>
internal static class JudgedSamples
{
    /// <summary>Refuses options that name neither a list nor what it can be made of, or a list that is not there.</summary>
    /// <exception cref="ConfigException">It is so.</exception>
    public static void Check(TrainOptions options)
    {
        if (options.Suspects is { } given)
            SuspectList.CheckThere("suspects", given);
        else if (options.Witness is null)
            throw new ConfigException(
                InputRole.Witness, "Neither a witness nor a list of suspects is named.",
                "Name the witness of the judge's run, or a list under suspects.");
    }

    /// <summary>Reads a list that the options name.</summary>
    /// <returns>An entry for each training sample; null where they name none.</returns>
    /// <exception cref="DbdException">It is damaged or of other data.</exception>
    public static IReadOnlyList<Suspect>? Given(TrainOptions options, BackdoorData data) =>
        options.Suspects is { } list ? Read(UserPath.Expand(list), data) : null;

    /// <summary>Reads the list, or makes it.</summary>
    /// <returns>An entry for each training sample.</returns>
    /// <exception cref="DbdException">The list is damaged or of other data, or a model is not there.</exception>
    public static IReadOnlyList<Suspect> Of(RunContext run, TrainOptions options)
    {
        string own = Path.Combine(run.Folder.Saved, SuspectFile.Name);
        if (Given(options, run.Data) is { } given)
        {
            if (run.Writes)
                SuspectFile.Write(own, given, run.Data.Train.ClassNames);
            return given;
        }
        bool isMade = !File.Exists(own);
        // Of several processes each must have looked before the first writes, and the first must have written before the others read.
        Agreement.Wait(run.Compute.Group);
        if (isMade)
            Make(run, options, own);
        Agreement.Wait(run.Compute.Group);
        return Read(own, run.Data);
    }

    private static IReadOnlyList<Suspect> Read(string list, BackdoorData data) =>
        SuspectList.Read(list, data.Train.ClassNames, data.Train.Labels(), data.Train.Name);

    private static void Make(RunContext run, TrainOptions options, string path)
    {
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
