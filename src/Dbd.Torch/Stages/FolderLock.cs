namespace Dbd.Torch.Stages;

/// <summary>A folder of runs belongs to one process at a time; the operating system takes the lock back when that process ends, however it does.</summary>
internal static class FolderLock
{
    /// <summary>Takes a folder, which is made if it is not there.</summary>
    /// <param name="folder">The folder.</param>
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
            throw new DbdException($"{folder} cannot be made: {e.Message} Allow writing there, or name another folder.", e);
        }
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DbdException($"{path} cannot be written: {e.Message} Allow writing there, or name another folder.", e);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
