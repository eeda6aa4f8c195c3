namespace Dbd.Faults;

/// <summary>Whether a file is being written, or was when its writer died: one lies beside its target, or a last line has no end.</summary>
internal static class RunningWrite
{
    private static readonly EnumerationOptions s_all = new() { RecurseSubdirectories = true };

    /// <summary>Looks for one.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="since">Older ones are of an earlier writer.</param>
    public static bool IsIn(string folder, DateTime since)
    {
        try
        {
            return Directory.Exists(folder)
                && new DirectoryInfo(folder).EnumerateFiles("*", s_all).Any(f => IsUnfinished(f) && f.LastWriteTimeUtc >= since);
        }
        catch (IOException)
        {
            // A folder went while it was looked at.
            return false;
        }
    }

    private static bool IsUnfinished(FileInfo file) => file.Extension switch
    {
        ".tmp" => true,
        ".csv" or ".log" => IsTorn(file),
        _ => false,
    };

    private static bool IsTorn(FileInfo file)
    {
        using FileStream stream = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length == 0)
            return true;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() != '\n';
    }
}
