namespace Dbd.Serialization;

/// <summary>Writes files that are either complete or not there: beside the target, flushed to disk, renamed over it.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file; what was there before stays until the new one is complete. Folders are made as needed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; if it throws, nothing changes.</param>
    /// <exception cref="DbdException">The disk is full, or the place cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        // A fixed name, so that what a killed process left is overwritten by the next write.
        string beside = target + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            WriteBeside(beside, write);
            Rename(beside, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"Cannot write {path}: {e.Message} Free some space or choose a folder that can be written.", e);
        }
    }

    /// <summary>Writes bytes, as <see cref="Write"/> does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <exception cref="DbdException">The disk is full, or the place cannot be written.</exception>
    public static void WriteBytes(string path, ReadOnlyMemory<byte> content) => Write(path, stream => stream.Write(content.Span));

    private static void WriteBeside(string beside, Action<Stream> write)
    {
        using FileStream stream = new(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            Discard(stream, beside);
            throw;
        }
    }

    private static void Rename(string beside, string target)
    {
        try
        {
            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    // Closing flushes what is buffered, and fails again on a full disk: the first failure is the one to report.
    private static void Discard(FileStream stream, string beside)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
        }
        File.Delete(beside);
    }
}
