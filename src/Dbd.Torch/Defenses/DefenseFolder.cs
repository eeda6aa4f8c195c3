using Dbd.Configuration;
using Dbd.Data.Storage;
using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Torch.Defenses.Catalog;

namespace Dbd.Torch.Defenses;

/// <summary>The folder of a defense. Nothing that is not its own is ever overwritten.</summary>
/// <param name="Path">The folder.</param>
internal sealed record DefenseFolder(string Path)
{
    /// <summary>What it leaves.</summary>
    public DefenseFiles Files => DefenseFiles.In(Path);

    /// <summary>The configurations as run.</summary>
    public string Configs => System.IO.Path.Combine(Path, "config");

    /// <summary>The texts of the configurations, by the names of their files.</summary>
    public IReadOnlyDictionary<string, string> ConfigTexts =>
        Directory.GetFiles(Configs, "*.yaml")
            .Order(StringComparer.Ordinal)
            .ToDictionary(f => System.IO.Path.GetFileName(f), File.ReadAllText);

    /// <summary>Logs and tables of the stages.</summary>
    public string Saved => System.IO.Path.Combine(Path, "saved_data");

    /// <summary>Checkpoints of the stages.</summary>
    public string Storage => System.IO.Path.Combine(Path, "storage");

    // Of one that was stopped at once it may be all that is there.
    private string Lock => System.IO.Path.Combine(Path, ".dbd.lock");

    /// <summary>Where the calibration works; gone once there is a plan.</summary>
    public DefenseFolder Calibration => new(System.IO.Path.Combine(Path, DefensePart.Calibration));

    /// <summary>Where the first look at a short budget works; gone once it has looked.</summary>
    public DefenseFolder Glance => new(System.IO.Path.Combine(Path, "glance"));

    /// <summary>The folder that is asked for. Of several processes the first looks at it.</summary>
    /// <param name="options">What is asked.</param>
    /// <exception cref="ConfigException">It is no folder for a defense: other things are there, or it lies within the data.</exception>
    /// <exception cref="DbdException">The record of an earlier start is damaged, or nothing can be written there.</exception>
    public static DefenseFolder Of(DefenseOptions options)
    {
        DefenseFolder folder = new(System.IO.Path.GetFullPath(UserPath.Expand(options.Out)));
        if (!options.IsFirst)
            return folder;
        if (UserPath.IsWithin(options.Out, options.Data))
            throw Wrong(options, "lies within the data.", "Name a folder elsewhere.");
        if (File.Exists(folder.Path))
            throw Wrong(options, "is a file.", "Name a folder.");
        if (folder.Record() is null && folder.Strangers().FirstOrDefault() is { } other)
            throw Wrong(
                options,
                $"holds {System.IO.Path.GetFileName(other)}, and nothing that `dbd defend` did not write is overwritten.",
                "Name a new or empty folder.");
        WritablePlace.Check(UserPath.Expand(options.Out));
        return folder;
    }

    /// <summary>Removes it with all that is in it, if it is there. Of several processes the first does.</summary>
    /// <param name="options">What is asked.</param>
    public void Delete(DefenseOptions options)
    {
        if (options.IsFirst && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    /// <summary>Keeps other processes out.</summary>
    /// <param name="options">What is asked.</param>
    /// <returns>To be disposed at the end; null where the first of several processes keeps it for all.</returns>
    /// <exception cref="DbdException">Another one is at work here, or the folder cannot be written.</exception>
    public IDisposable? Take(DefenseOptions options) => !options.IsFirst ? null : LockFile.Take(
        Lock, options.Out, "Another `dbd defend` works there: wait for it, or name another folder with --out.", options.Time);

    /// <summary>The record of the defense that was begun here; null if none was.</summary>
    /// <exception cref="DbdException">It is damaged.</exception>
    public DefenseRecord? Record() => File.Exists(Files.Record) ? DefenseRecord.Read(Files.Record) : null;

    /// <summary>The record to go on with: that of an earlier start, or a new one.</summary>
    /// <param name="asked">What is asked now.</param>
    /// <param name="folder">The folder as the person named it.</param>
    /// <param name="note">Is told what another budget changes.</param>
    /// <exception cref="ConfigException">An earlier start had other settings: says which.</exception>
    public DefenseRecord GoOn(DefenseRecord asked, string folder, Action<string> note)
    {
        // Before anything is measured nothing is trained: the start may have been refused for what is changed now.
        if (Record() is not { Costs: not null } earlier)
            return asked;
        string[] differences = [.. earlier.Settings.DifferencesFrom(asked.Settings)];
        if (differences.Length > 0 && earlier.Outcome is null && earlier.Settings with { Budget = asked.Settings.Budget } == asked.Settings)
        {
            note(
                $"The budget is {asked.Settings.Budget ?? "none"} now, and was {earlier.Settings.Budget ?? "none"}: calibration and "
                    + "witness are kept, what was trained after them is moved aside and begun anew.");
            return earlier.WithBudgetOf(asked);
        }
        return differences.Length == 0
            ? earlier with { Data = asked.Data }
            : throw new ConfigException(
                "--out",
                $"{folder} holds another defense: {string.Join("; ", differences)}.",
                "Give the same settings to go on with it, or name another folder.");
    }

    private IEnumerable<string> Strangers() => Directory.Exists(Path)
        ? Directory.EnumerateFileSystemEntries(Path).Where(entry => !IsOfBeginning(entry)).Order(StringComparer.Ordinal)
        : [];

    // A start may end, or be killed, between the lock and the record.
    private bool IsOfBeginning(string entry) =>
        entry == Lock || entry == $"{Files.Record}.tmp" || (entry == Storage && HoldsOnlyWhatIsMadeFirst(entry));

    // The lock, as versions before this one had it.
    private static bool HoldsOnlyWhatIsMadeFirst(string folder) =>
        Directory.Exists(folder)
            && Directory.EnumerateFileSystemEntries(folder).All(entry => System.IO.Path.GetFileName(entry) is "lock" or CacheFolder.Name);

    private static ConfigException Wrong(DefenseOptions options, string problem, string advice) =>
        new("--out", $"{options.Out} {problem}", advice);
}
