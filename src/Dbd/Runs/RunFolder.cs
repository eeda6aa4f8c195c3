using Dbd.Serialization;

namespace Dbd.Runs;

/// <summary>The two folders of a run, <c>saved_dir/INNER/NAME</c> and <c>storage_dir/INNER/NAME</c>, laid out as the
/// reference does. INNER are the folders between <c>config</c> and the file, NAME is the file's name without extension.</summary>
/// <remarks>INNER is taken from the full path, so a run has the same folders from wherever it is started; where several
/// folders are named <c>config</c>, the one nearest to the file counts, and where none is, INNER is empty.</remarks>
public sealed class RunFolder
{
    /// <summary>What stands in the name of a folder that was moved aside.</summary>
    internal const string AsideMark = ".previous-";

    private readonly string _configPath;

    /// <summary>Works the paths out; touches no file.</summary>
    /// <param name="configPath">The configuration's file.</param>
    /// <param name="savedDir">The configuration's <c>saved_dir</c>, <c>~</c> already expanded.</param>
    /// <param name="storageDir">The configuration's <c>storage_dir</c>, likewise.</param>
    public RunFolder(string configPath, string savedDir, string storageDir)
    {
        _configPath = Path.GetFullPath(configPath);
        string run = Path.Combine(Inner(_configPath), Path.GetFileNameWithoutExtension(_configPath));
        Saved = Path.Combine(savedDir, run);
        Storage = Path.Combine(storageDir, run);
    }

    private RunFolder(string saved, string storage)
    {
        _configPath = Path.GetFullPath(Path.Combine(saved, $"{Path.GetFileName(saved)}.yaml"));
        (Saved, Storage) = (saved, storage);
    }

    /// <summary>The folders of a run of which one is known; the configuration lies in it.</summary>
    /// <param name="folder">Either of the two.</param>
    /// <param name="savedDir">The configuration's <c>saved_dir</c>, <c>~</c> already expanded.</param>
    /// <param name="storageDir">The configuration's <c>storage_dir</c>, likewise.</param>
    /// <returns>Null if the folder lies in neither.</returns>
    public static RunFolder? Around(string folder, string savedDir, string storageDir)
    {
        foreach (string above in (string[])[savedDir, storageDir])
        {
            string run = Path.GetRelativePath(above, folder);
            if (run != "." && !Path.IsPathRooted(run) && run.Split(Path.DirectorySeparatorChar)[0] != "..")
                return new RunFolder(Path.Combine(savedDir, run), Path.Combine(storageDir, run));
        }
        return null;
    }

    /// <summary><c>saved_dir/INNER/NAME</c>: what is small and worth keeping.</summary>
    public string Saved { get; }

    /// <summary>Logs and CSV files.</summary>
    public string Log => Path.Combine(Saved, "log");

    /// <summary>What was run and what its epochs gave: a <see cref="RunRecord"/>.</summary>
    public string RecordFile => Path.Combine(Log, RunRecord.FileName);

    /// <summary>Which training samples are poisoned: float64 <c>[N]</c>, 1 = poisoned.</summary>
    public string PoisonIndex => Path.Combine(Saved, "poison_idx.npy");

    /// <summary><c>storage_dir/INNER/NAME</c>: what is large.</summary>
    public string Storage { get; }

    /// <summary>Checkpoints.</summary>
    public string Checkpoints => Path.Combine(Storage, "checkpoint");

    /// <summary>The reference's folder for records of a run.</summary>
    public string Record => Path.Combine(Storage, "record");

    /// <summary>Makes the folders that are not there, and puts a copy of the configuration into both.</summary>
    /// <exception cref="DbdException">A folder cannot be made or written.</exception>
    internal void Create()
    {
        foreach (string folder in new[] { Log, Checkpoints, Record })
            WriteGuard.Run(folder, () => Directory.CreateDirectory(folder));
        CopyConfigTo(Saved);
        CopyConfigTo(Storage);
    }

    /// <summary>Renames what an earlier run left, to <c>NAME.previous-YYYYMMDD-HHMMSS</c>, for <c>--resume False</c>.</summary>
    /// <param name="time">Gives the local time of the new name.</param>
    /// <returns>What was renamed; empty if there was nothing.</returns>
    /// <exception cref="DbdException">A folder cannot be renamed.</exception>
    internal IReadOnlyList<MovedFolder> MoveAside(TimeProvider time)
    {
        string[] folders = [.. new[] { Saved, Storage }.Distinct(StringComparer.Ordinal).Where(Directory.Exists)];
        string suffix = FreeSuffix(folders, $"{AsideMark}{time.GetLocalNow():yyyyMMdd-HHmmss}");
        foreach (string folder in folders)
            WriteGuard.Run(folder, () => Directory.Move(folder, folder + suffix));
        return [.. folders.Select(f => new MovedFolder(f, f + suffix))];
    }

    private static string Inner(string configPath)
    {
        string[] folders = Path.GetDirectoryName(configPath)!.Split(Path.DirectorySeparatorChar);
        int config = Array.LastIndexOf(folders, "config");
        return config < 0 ? "" : Path.Combine(folders[(config + 1)..]);
    }

    private static string FreeSuffix(string[] folders, string suffix)
    {
        string free = suffix;
        for (int i = 2; folders.Any(f => Path.Exists(f + free)); i++)
            free = $"{suffix}-{i}";
        return free;
    }

    // Not File.Copy, which would hand a read-only mark on, and fail on it at the next start.
    private void CopyConfigTo(string folder)
    {
        string copy = Path.GetFullPath(Path.Combine(folder, Path.GetFileName(_configPath)));
        if (copy != _configPath)
            WriteGuard.Run(copy, () => AtomicFile.WriteBytes(copy, File.ReadAllBytes(_configPath)));
    }
}

/// <summary>A folder that was renamed.</summary>
/// <param name="From">Its path before.</param>
/// <param name="To">Its path now.</param>
internal sealed record MovedFolder(string From, string To)
{
    /// <summary>A sentence for the log.</summary>
    public override string ToString() => $"Moved the earlier {From} to {To}.";
}
