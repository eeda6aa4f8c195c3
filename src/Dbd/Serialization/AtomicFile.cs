namespace Dbd.Serialization;

/// <summary>Writes files that are either complete or not there: beside the target, flushed to disk, renamed over it.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file; what was there before stays until the new one is complete. Folders are made as needed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; if it throws, nothing changes.</param>
    /// <exception cref="DbdException">The disk is full, or the place cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (path.Length == 0 || Path.EndsInDirectorySeparator(path))
            throw new DbdException($"'{path}' names no file to write. Give a file's name.");
        string target = Path.GetFullPath(path);
        // A fixed name, so that what a killed process left is overwritten by the next write.
        string beside = target + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            WriteAndRename(beside, target, write);
        }
        catch (Exception e) when (FileRefusal.Is(e))
        {
            throw new DbdException(
                $"Cannot write {path}: {FileRefusal.Text(e)} "
                    + $"{FileAdvice.For(e, "Free some space or choose a folder that can be written.")}",
                e);
        }
    }

    /// <summary>Writes bytes, as <see cref="Write"/> does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <exception cref="DbdException">The disk is full, or the place cannot be written.</exception>
    public static void WriteBytes(string path, ReadOnlyMemory<byte> content) => Write(path, stream => stream.Write(content.Span));

    private static void WriteAndRename(string beside, string target, Action<Stream> write)
    {
        FileStream stream = new(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        try
        {
            using (stream)
            {
                SlowWrites.Write(stream, write);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
