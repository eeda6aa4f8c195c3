using Dbd.Configuration;
using Dbd.Reports;
using Dbd.Reports.Csv;
using Dbd.Runs;
using Dbd.Torch.Inspection;

namespace Dbd.Cli;

/// <summary>Finds the records of the runs that a person names.</summary>
internal static class RecordSearch
{
    private static readonly EnumerationOptions s_below = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>The runs of a path.</summary>
    /// <param name="path">A configuration, a record, a run's folder, or a folder above several: of a table, of a defense.</param>
    /// <param name="overrides">Overrides of a configuration, <c>key.path=value</c> each.</param>
    /// <returns>At least one.</returns>
    /// <exception cref="DbdException">There is nothing of that name, no run is there, or a record is damaged.</exception>
    public static IReadOnlyList<NamedRun> Find(string path, IReadOnlyList<string> overrides)
    {
        string full = Path.TrimEndingDirectorySeparator(UserPath.Expand(path));
        NamedRun[] found = File.Exists(full)
            ? Path.GetExtension(full) == ".json" ? [OfFile(full)] : Configured(path, overrides)
            : Directory.Exists(full) ? Below(full) is { Length: > 0 } below ? below : Configured(path, overrides)
            : throw Nothing(path, "There is no such run.");
        return found.Any(run => run.Record.Done.Count > 0) ? found : throw Nothing(path, "No run here has completed an epoch.");
    }

    private static ConfigException Nothing(string path, string problem) => new(
        new ConfigLocation(path, 0, ""), problem,
        "Name a run's configuration, its folder, a folder above several runs, or a record (run.json).");

    private static NamedRun[] Configured(string path, IReadOnlyList<string> overrides) =>
        [.. FinishedRun.Find(path, "cpu", overrides).Select(run => new NamedRun(run.Directory.Saved, CsvRecord.In(run.Directory.Log)))];

    private static NamedRun OfFile(string file) => RecordFile.IsOfARun(file)
        ? new NamedRun(NameOf(file), RunRecord.At(file))
        : throw Nothing(file, "This is no record of a run.");

    // A run of a table may be there twice: as it was trained, and as it is kept beside the table.
    private static NamedRun[] Below(string root)
    {
        string[] records =
            [.. Directory.EnumerateFiles(root, "*.json", s_below).Where(f => IsRecord(f) && IsCurrent(root, f) && RecordFile.IsOfARun(f))];
        string[] above = [.. records.Select(r => Path.GetDirectoryName(r)! + Path.DirectorySeparatorChar)];
        IEnumerable<string> folders = Directory.EnumerateFiles(root, "*.csv", s_below).Select(f => Path.GetDirectoryName(f)!);
        string[] logs = [.. folders.Distinct(StringComparer.Ordinal).Where(folder =>
            CsvRecord.AreIn(folder) && IsCurrent(root, folder) && !above.Any($"{folder}{Path.DirectorySeparatorChar}".StartsWith))];
        return
        [
            .. records.Select(OfFile).Concat(logs.Select(log => new NamedRun(RunOf(log), CsvRecord.In(log))))
                .OrderBy(run => run.Name, StringComparer.Ordinal)
                .DistinctBy(run => run.Record.Command.Length > 0 ? $"{run.Record.Command}\n{run.Record.Begun:O}" : run.Name),
        ];
    }

    private static bool IsRecord(string file) =>
        Path.GetFileName(file) == RunRecord.FileName || Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) == "runs";

    // What --resume False moved aside is no run of its own.
    private static bool IsCurrent(string root, string path) =>
        !Path.GetRelativePath(root, path).Contains(RunFolder.AsideMark, StringComparison.Ordinal);

    private static string NameOf(string file) =>
        Path.GetFileName(file) == RunRecord.FileName ? RunOf(Path.GetDirectoryName(file)!) : Path.ChangeExtension(file, null);

    private static string RunOf(string folder) => Path.GetFileName(folder) == "log" ? Path.GetDirectoryName(folder)! : folder;
}
