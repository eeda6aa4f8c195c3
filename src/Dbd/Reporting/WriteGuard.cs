namespace Dbd.Reporting;

/// <summary>Turns what the file system says into a sentence for the person.</summary>
internal static class WriteGuard
{
    /// <summary>Does something that writes.</summary>
    /// <param name="path">What is written, for the message.</param>
    /// <param name="write">The writing.</param>
    /// <exception cref="DbdException">It failed: no permission, no space, a file where a folder should be.</exception>
    public static void Run(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException(
                $"{path} cannot be written: {e.Message} {FileAdvice.For(e, "Free some space or allow writing there, or name other folders as saved_dir and storage_dir.")}", e);
        }
    }
}
