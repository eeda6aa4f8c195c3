namespace Dbd.Torch.Stages.Tables;

/// <summary>A run belongs to one process at a time; the operating system takes the lock back when that process ends, however it does.</summary>
internal static class RunLock
{
    /// <summary>Takes a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <returns>To be disposed when done; null while another process has it.</returns>
    /// <exception cref="DbdException">The folder cannot be made or written.</exception>
    public static IDisposable? TryTake(string folder)
    {
        string path = Path.Combine(folder, "lock");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"{folder} cannot be made: {e.Message} Allow writing there, or name another folder as `runs`.", e);
        }
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DbdException($"{path} cannot be written: {e.Message} Allow writing there, or name another folder as `runs`.", e);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
