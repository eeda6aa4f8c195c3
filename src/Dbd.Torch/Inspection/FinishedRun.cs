using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Inspection;

/// <summary>A run to look at, finished or as far as it has come.</summary>
/// <param name="Request">Its configuration.</param>
/// <param name="Directory">Its folders.</param>
public sealed record FinishedRun(StageRequest Request, RunFolder Directory)
{
    private static readonly string[] s_endings = [".yaml", ".yml"];

    /// <summary>How suspicious its training samples are, from 0 to all of them; null works it out from the run's model.</summary>
    public IReadOnlyList<Suspect>? Suspects { get; init; }

    /// <summary>A <see cref="SuspectFile"/> to take them from; null if there is none.</summary>
    public string? SuspectFile { get; init; }

    /// <summary>What was found of an attack; null says it by the suspects alone.</summary>
    public RunVerdict? Verdict { get; init; }

    /// <summary>The stage's name.</summary>
    public string Stage => StageFiles.StageOf(Request.ConfigPath);

    /// <summary>The run of a configuration.</summary>
    /// <param name="request">The configuration.</param>
    /// <exception cref="ConfigException">It is wrong.</exception>
    public static FinishedRun Of(StageRequest request) => new(request, StageFiles.Load(request).Folder);

    /// <summary>The runs that a person names.</summary>
    /// <param name="path">A configuration; or a run's folder below <c>saved_dir</c> or <c>storage_dir</c>; or a folder above some of
    /// these, for all of them.</param>
    /// <param name="gpu"><c>cpu</c>, or the number of a CUDA device.</param>
    /// <param name="overrides">Overrides of the configuration, <c>key.path=value</c> each.</param>
    /// <returns>At least one.</returns>
    /// <exception cref="DbdException">There is nothing of that name, or no run is there.</exception>
    public static IReadOnlyList<FinishedRun> Find(string path, string gpu, IReadOnlyList<string> overrides)
    {
        if (File.Exists(path))
            return [Of(RequestOf(path))];
        if (!System.IO.Directory.Exists(path))
            throw new ConfigException(
                new ConfigLocation(path, 0, ""),
                "There is no such run.",
                "Name a run's configuration, or its folder below saved_dir or storage_dir.");
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string suspects = Path.Combine(root, Dbd.Suspicion.SuspectFile.Name);
        FinishedRun[] runs =
            [.. FoldersOfRuns(root).Select(folder => In(folder) with { SuspectFile = File.Exists(suspects) ? suspects : null })];
        return runs.Length > 0
            ? [.. runs.DistinctBy(r => r.Directory.Saved)]
            : throw new ConfigException(
                new ConfigLocation(path, 0, ""),
                "There is no run in this folder.",
                "A run's folder holds its configuration, NAME/NAME.yaml.");

        StageRequest RequestOf(string config) => new() { ConfigPath = config, Gpu = gpu, Overrides = overrides };

        FinishedRun In(string folder)
        {
            StageRequest request = RequestOf(ConfigIn(folder)!);
            StageOptions options = StageFiles.Load(request).Options;
            (string saved, string storage) =
                (Path.GetFullPath(UserPath.Expand(options.SavedDir)), Path.GetFullPath(UserPath.Expand(options.StorageDir)));
            return RunFolder.Around(folder, saved, storage) is { } directory
                ? new FinishedRun(request, directory)
                : throw new ConfigException(
                    new ConfigLocation(folder, 0, ""),
                    $"This run lies neither in its configuration's saved_dir ({saved}) nor in its storage_dir ({storage}).",
                    "Run this in the folder where the run was started, or say where they are: --set saved_dir=DIR --set storage_dir=DIR");
        }
    }

    // What --resume False moved aside is no run of its own.
    private static IEnumerable<string> FoldersOfRuns(string root) => System.IO.Directory
        .EnumerateFiles(root, "*.y*ml", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        .Select(f => Path.GetDirectoryName(f)!)
        .Where(d => ConfigIn(d) is not null)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static string? ConfigIn(string folder) =>
        s_endings.Select(ending => Path.Combine(folder, Path.GetFileName(folder) + ending)).FirstOrDefault(File.Exists);
}
