namespace Dbd.Faults;

/// <summary>What is done to whole folders.</summary>
internal static class Folders
{
    private static readonly EnumerationOptions s_all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    public static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", s_all).Order(StringComparer.Ordinal) : [];

    /// <summary>Copies it; what is there already is replaced.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Files(from))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    /// <summary>Lets nobody but root write in it, or its owner again.</summary>
    public static void SetWritable(string folder, bool isWritable)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*", s_all).Append(folder))
        {
            UnixFileMode mode = File.GetUnixFileMode(path);
            File.SetUnixFileMode(path, isWritable ? mode | UnixFileMode.UserWrite : mode & ~UnixFileMode.UserWrite);
        }
    }

    /// <summary>Dates everything in it so much later.</summary>
    public static void Date(string folder, TimeSpan later)
    {
        foreach (string path in Files(folder))
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path) + later);
    }
}
