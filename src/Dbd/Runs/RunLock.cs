namespace Dbd.Runs;

/// <summary>Keeps a run's folders for one process. The lock files lie beside them, as <c>.NAME.lock</c>: <c>--resume False</c> moves the
/// folders.</summary>
internal sealed class RunLock : IDisposable
{
    private const string Advice = "Two runs in one folder would mix what they write. Wait for that one or stop it; "
        + "or give this one folders of its own: --set saved_dir=DIR --set storage_dir=DIR, or a config of another name.";

    private readonly List<LockFile> _files = [];
    private readonly MadeFolders _made = new();

    private RunLock()
    {
    }

    /// <summary>Takes both folders of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="note">Is told of a folder that cannot be locked.</param>
    /// <param name="time">The clock.</param>
    /// <returns>To be disposed at the end.</returns>
    /// <exception cref="DbdException">Another process has one of them, or it cannot be written.</exception>
    public static RunLock Take(RunFolder run, Action<string> note, TimeProvider time) => Take([run.Saved, run.Storage], note, time);

    /// <summary>Takes folders, there or not yet.</summary>
    /// <param name="folders">The folders.</param>
    /// <param name="note">Is told of a folder that cannot be locked.</param>
    /// <param name="time">The clock.</param>
    /// <returns>To be disposed at the end.</returns>
    /// <exception cref="DbdException">Another process has one of them, or it cannot be written.</exception>
    public static RunLock Take(IEnumerable<string> folders, Action<string> note, TimeProvider time)
    {
        RunLock mine = new();
        try
        {
            // In the same order everywhere: of two processes that want the same two folders, one gets both.
            foreach (string folder in folders.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                mine.Add(folder, note, time);
            return mine;
        }
        catch
        {
            mine.Dispose();
            throw;
        }
    }

    /// <summary>Gives the folders back. A run that was refused leaves none behind.</summary>
    public void Dispose()
    {
        _files.ForEach(f => f.Dispose());
        _made.RemoveEmpty();
    }

    private void Add(string folder, Action<string> note, TimeProvider time)
    {
        string path = Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.lock");
        if (LockFile.TryTake(path, time, _made) is { } file)
        {
            _files.Add(file);
            if (!file.IsKept)
                note(Warning(folder, file.Earlier));
        }
        // The same folder twice, through a link or in other letters, is no other run's.
        else if (!_files.Exists(f => f.IsAt(path)))
        {
            throw LockFile.InUse(path, folder, Advice);
        }
    }

    private static string Warning(string folder, string earlier) =>
        $"Files cannot be locked where {folder} lies: nothing keeps another process from running there too."
        + (earlier.Length > 0 ? $" The last one that did not end in order was {earlier}: if it still runs, stop this one." : "");
}
