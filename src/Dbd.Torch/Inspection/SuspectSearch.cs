using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Suspicion;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Inspection;

/// <summary>What was found out about a run's training samples.</summary>
/// <param name="Path">The list of them, <c>suspects.csv</c>.</param>
/// <param name="Findings">Whether a label looks like an attack's target, in plain sentences.</param>
/// <param name="Detection">How well that finds the poisoned samples; null where no attack is known.</param>
public sealed record SuspectSearchResult(string Path, IReadOnlyList<string> Findings, Detection? Detection);

/// <summary>Says how suspicious each training sample of a finished DBD run is, by what <c>dbd defend</c> looks at: the models of SimCLR, of
/// the witness and of stage 3. Which samples are poisoned is used afterwards only, to tell how well they were found.</summary>
public static class SuspectSearch
{
    /// <summary>Looks at every training sample.</summary>
    /// <param name="run">A run of DBD's last stage; it must name a witness (<c>semi.witness</c>).</param>
    /// <param name="path">The file to write or replace; null is <c>suspects.csv</c> in the run's folder, where a report finds it.</param>
    /// <param name="note">Is told sentences worth telling.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <exception cref="ConfigException">The configuration is wrong, or of another stage.</exception>
    /// <exception cref="DbdException">Data or a checkpoint are missing or damaged, or another file is in the list's place.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static SuspectSearchResult Run(StageRequest run, string? path, Action<string> note, CancellationToken cancellation)
    {
        StageFile file = StageFiles.Load(run);
        if (!StageInputAttribute.Of(file.Entry.OptionsType).Any(i => i.Role == InputRole.Witness))
        {
            throw new ConfigException(
                new ConfigLocation(run.ConfigPath, 0, ""), $"a {file.Name} run believes no labels of its own.",
                "Name the configuration of a run that asks a witness.");
        }
        if (path is not null)
            WritablePlace.Check(path);
        using Looking looking = new(run, note, cancellation);
        string list = path ?? Path.Combine(looking.Saved, SuspectFile.Name);
        SuspectFile.CheckPlace(list);
        using RunLock? mine = path is null && run.Group.Rank == 0 ? RunLock.Take([looking.Saved], note, run.Time) : null;
        (Suspicions suspicions, IReadOnlyList<Suspect> suspects) = looking.Write(list);
        return new SuspectSearchResult(
            list,
            [.. suspicions.Sentences(looking.Data.Train.ClassNames)],
            KnownAttacks.Of(looking.Data) is { } known ? Detection.Of(suspects, known, suspicions.Target) : null);
    }
}
